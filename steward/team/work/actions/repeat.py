"""Make the turns whose day has come although the turn before is still open."""

from datetime import datetime

from django.db import transaction

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.team.work.actions.next_turn import make_next_turn
from steward.team.work.enums import EDIT, OPEN
from steward.team.work.models import Task


def repeat(*, actor: Viewer, now: datetime | None = None) -> int:
    """Make every turn that is due today and is not there; how many. Raises Forbidden."""
    require(allowed(actor, EDIT))
    moment = now or clock.now()
    waiting = Task.objects.filter(state__in=OPEN, next=None, due_at__lt=moment).exclude(repeat="")
    return sum(_one(actor, number, moment) for number in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _one(actor: Viewer, task_id: int, now: datetime) -> bool:
    task = Task.objects.select_for_update().filter(pk=task_id, state__in=OPEN).first()
    return task is not None and make_next_turn(actor, task, now, only_if_come=True) is not None
