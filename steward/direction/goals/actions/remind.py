"""Remind owners of key results whose check-in is due."""

from datetime import datetime, timedelta

from django.db import transaction

from steward.direction.goals.enums import EDIT
from steward.direction.goals.events import CheckInDue
from steward.direction.goals.models import KeyResult
from steward.direction.goals.queries.waiting import stale_key_results
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.kernel.workdays import is_workday
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.public import today

#: Nobody is reminded of the same key result again before this.
AGAIN = timedelta(days=7)


@transaction.atomic
def remind(*, actor: Viewer, now: datetime | None = None) -> int:
    """Remind who should check in and was not reminded for a week; nobody on a day off. The number of reminders.

    Raises Forbidden.
    """
    require(allowed(actor, EDIT))
    moment = now or clock.now()
    if not is_workday(today()):
        return 0
    due = [row for row in stale_key_results() if row.reminded_at is None or row.reminded_at + AGAIN <= moment]
    for row in due:
        KeyResult.objects.filter(pk=row.pk).update(reminded_at=moment)
        publish(CheckInDue(row.pk), actor=actor.name)
    return len(due)
