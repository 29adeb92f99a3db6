"""What notifications of tasks say."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.team.work.enums import OPEN, VIEW, Priority
from steward.team.work.models import Task
from steward.team.work.queries.tasks import tasks_for

ASSIGNED = "work.assigned"
MENTIONED = "work.mentioned"
COMMENTED = "work.commented"
SOON = "work.due_soon"
LATE = "work.overdue"


def described(task: Task, **params: Any) -> dict[str, Any]:
    """Subject, address and words of a notification about a task, as `tell` takes them."""
    words = {"title": task.title, "due": task.due_at.isoformat() if task.due_at else "", **params}
    return {"subject": f"task:{task.pk}", "params": words, "url": reverse("work-task", args=[task.pk])}


def late_count(viewer: Viewer) -> int:
    """How many of the viewer's own tasks are late; one query."""
    if not viewer.can(VIEW):
        return 0
    return tasks_for(viewer).filter(owner=viewer.own_id, state__in=OPEN, due_at__lt=clock.now()).count()


def task_told(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """What other systems hear of a task; nothing of one that only some of the team may see."""
    task = Task.objects.filter(pk=fact["task_id"], permission="", place="").first()
    if task is None:
        return None
    return {
        "task": {
            "id": task.pk, "title": task.title, "state": task.state, "priority": Priority(task.priority).name.lower(),
            "owner_id": task.owner_id, "due_on": task.due_on.isoformat() if task.due_on else None,
            "source": task.source or None, "url": f"/console/work/tasks/{task.pk}/",
            "made_at": task.made_at.isoformat(),
            "finished_at": task.finished_at.isoformat() if task.finished_at else None,
        }
    }  # fmt: skip
