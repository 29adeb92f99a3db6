"""Telling the leads of cases that are past their time."""

from datetime import datetime

from django.db import transaction

from steward.care.conduct.enums import CaseState
from steward.care.conduct.models import Case
from steward.care.conduct.rules.practice import MANAGE
from steward.foundation.kernel import clock
from steward.people.access.public import accounts_with
from steward.people.notify.public import tell

#: The kind of notification.
LATE = "conduct.late"


@transaction.atomic
def tell_of_late(*, now: datetime | None = None) -> int:
    """Tell the leads once of each case past its target; returns how many were late. Theirs is the late list."""
    now = now or clock.now()
    late = Case.objects.select_for_update().filter(
        decided_at=None, state=CaseState.OPEN, told_late=False, due_at__lt=now
    )
    found = list(late.order_by("due_at").values_list("pk", flat=True)[:1000])
    if found:
        Case.objects.filter(pk__in=found).update(told_late=True)
        tell(
            kind=LATE, accounts=accounts_with(MANAGE), subject="queue", params={"n": len(found)},
            url="/console/conduct/queue/?standing=late", group="queue",
        )  # fmt: skip
    return len(found)
