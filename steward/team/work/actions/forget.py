"""Forgetting what a member had to do with tasks. The tasks stay: they are the team's."""

from django.db import transaction

from steward.people.members.public import accounts_of
from steward.team.work.models import CalendarFeed, ChecklistItem, Task, TaskComment


@transaction.atomic
def erase_tasks(member_id: int) -> int:
    """Remove what the member wrote in comments, and whose anything was; the number of rows."""
    accounts = list(accounts_of(member_id))
    gone = TaskComment.objects.filter(author__in=accounts).delete()[0]
    return gone + detach_tasks(member_id)


@transaction.atomic
def detach_tasks(member_id: int) -> int:
    """Leave the words, forget whose they were; open tasks of theirs are open to the team. The number of rows."""
    accounts = list(accounts_of(member_id))
    count = TaskComment.objects.filter(author__in=accounts).update(author=None)
    count += ChecklistItem.objects.filter(done_by__in=accounts).update(done_by=None)
    for field in ("owner", "maker", "finished_by"):
        count += Task.objects.filter(**{f"{field}__in": accounts}).update(**{field: None})
    count += Task.helpers.through.objects.filter(account_id__in=accounts).delete()[0]
    return count + CalendarFeed.objects.filter(account__in=accounts).delete()[0]
