"""What this room keeps about a member, through the member's accounts."""

from typing import Any

from django.db.models import Q

from steward.people.members.public import accounts_of
from steward.team.work.models import CalendarFeed, ChecklistItem, Task, TaskComment


def personal_tasks(member_id: int) -> dict[str, Any]:
    """Tasks the member made, has or finished, their comments and ticks, JSON-ready but for datetimes."""
    accounts = list(accounts_of(member_id))
    rows = Task.objects.filter(Q(owner__in=accounts) | Q(maker__in=accounts) | Q(finished_by__in=accounts))
    return {
        "tasks": list(rows.order_by("pk").values("title", "state", "due_on", "made_at", "finished_at")),
        "comments": list(
            TaskComment.objects.filter(author__in=accounts)
            .order_by("pk")
            .values("task_id", "source", "at", "removed_at")
        ),
        "ticked": list(
            ChecklistItem.objects.filter(done_by__in=accounts).order_by("pk").values("task_id", "text", "done_at")
        ),
        "calendar": CalendarFeed.objects.filter(account__in=accounts).values("made_at", "read_at").first(),
    }
