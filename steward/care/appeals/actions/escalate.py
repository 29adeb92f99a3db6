"""Say that an appeal is late: to leads when its time is over, to owners when twice its time is."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from steward.care.appeals.enums import OVERSEE, State
from steward.care.appeals.events import AppealLate
from steward.care.appeals.models import Appeal
from steward.care.appeals.rules import twice_late
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def escalate(*, actor: Viewer, now: datetime | None = None) -> int:
    """Mark every appeal that has become late, each step once, and announce it; how many were. Raises Forbidden."""
    require(allowed(actor, OVERSEE))
    moment = now or clock.now()
    late = Appeal.objects.select_for_update().filter(state=State.OPEN, due_at__lt=moment)
    count = 0
    for row in late.filter(Q(escalated_at=None) | Q(escalated_again_at=None)).order_by("pk"):
        again = moment > twice_late(row.at, row.due_at)
        if row.escalated_at is not None and not again:
            continue
        row.escalated_at = row.escalated_at or moment
        row.escalated_again_at = moment if again else None
        row.save(update_fields=["escalated_at", "escalated_again_at"])
        publish(AppealLate(row.pk, again), actor=actor.name)
        count += 1
    return count
