"""Say in time what is due, and what is late: each once."""

from datetime import datetime, timedelta

from django.db import transaction

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.kernel.workdays import is_workday
from steward.people.access.public import Viewer, allowed
from steward.people.notify.public import tell
from steward.team.work.enums import EDIT, OPEN
from steward.team.work.models import Task
from steward.team.work.queries.told import LATE, SOON, described
from steward.team.work.rules.due import calendar, zone

_BATCH = 200
#: What was not said within a day after its time, because nothing ran, is not said any more.
_STALE = timedelta(days=1)


def remind(*, actor: Viewer, now: datetime | None = None) -> int:
    """Tell owners and helpers what is due soon and what is late; how many tasks were told of. Raises Forbidden."""
    require(allowed(actor, EDIT))
    moment = now or clock.now()
    told = 0
    while batch := _due_soon(moment):
        told += batch
    while batch := _late(moment):
        told += batch
    return told


@transaction.atomic
def _due_soon(now: datetime) -> int:
    """Claim a batch by clearing its moment, then tell: another worker waits for the rows and finds them done."""
    rows = list(
        Task.objects.select_for_update().filter(state__in=OPEN, remind_at__lte=now).order_by("remind_at")[:_BATCH]
    )
    Task.objects.filter(pk__in=[row.pk for row in rows]).update(remind_at=None)
    for row in rows:
        if row.due_at is not None and now - _STALE <= row.due_at:
            _tell(SOON, row)
    return len(rows)


@transaction.atomic
def _late(now: datetime) -> int:
    """The same for what is late. On days off only what is not for working days only."""
    rows = Task.objects.select_for_update().filter(state__in=OPEN, due_at__lt=now, late_told=False)
    if not is_workday(now.astimezone(zone()).date(), calendar()):
        rows = rows.filter(workdays_only=False)
    found = list(rows.order_by("due_at")[:_BATCH])
    Task.objects.filter(pk__in=[row.pk for row in found]).update(late_told=True)
    for row in found:
        _tell(LATE, row)
    return len(found)


def _tell(kind: str, task: Task) -> None:
    people = {task.owner_id, *task.helpers.values_list("pk", flat=True)} - {None}
    if people:
        tell(kind=kind, accounts=[pk for pk in people if pk], **described(task))
