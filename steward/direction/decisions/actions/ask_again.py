"""Say that the day of a decision has come."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from steward.direction.decisions.enums import MAKE, Kind, State
from steward.direction.decisions.events import LookAgain
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.metrics import metric_named
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.public import today


@transaction.atomic
def ask_again(*, actor: Viewer, day: date | None = None) -> int:
    """Ask once for each open decision whose day has come and which only a person can look at: how many.

    These are accepted and watched numbers, and numbers that cannot be read any more. Raises Forbidden.
    """
    require(allowed(actor, MAKE))
    due = Resolution.objects.select_for_update().filter(state=State.OPEN, asked_at=None, due__lte=day or today())
    asked = [row for row in due.order_by("pk") if row.kind != Kind.ACT or metric_named(row.metric) is None]
    Resolution.objects.filter(Q(pk__in=[row.pk for row in asked])).update(asked_at=clock.now())
    for row in asked:
        publish(LookAgain(row.pk), actor=actor.name)
    return len(asked)
