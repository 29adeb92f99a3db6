"""Counting the time somebody of the team has a case in front of them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from steward.care.conduct.actions.claim import renew
from steward.care.conduct.models import Case, Span
from steward.care.conduct.rules.conflict import REVIEW
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed

#: Seconds one sign of life can count at most, and how long after the last one a new span begins.
MOST, GAP = 60, timedelta(seconds=120)


@transaction.atomic
def spend(*, actor: Viewer, case_id: int, seconds: int, now: datetime | None = None) -> bool:
    """Add seconds with the page in front to the actor's span on the case; renews the actor's claim.

    Never counts more than has passed since the last sign of life. Returns whether the actor still holds the case.
    Raises NotFound, Forbidden. Nothing is announced: nothing of the case changes.
    """
    require(allowed(actor, REVIEW))
    now = now or clock.now()
    disturbing = Case.objects.filter(pk=case_id).values_list("disturbing", flat=True).first()
    if disturbing is None:
        raise NotFound
    seconds = max(0, min(seconds, MOST))
    last = Span.objects.select_for_update().filter(account=actor.own_id, case=case_id).order_by("-started_at").first()
    if last and now - (last.started_at + timedelta(seconds=last.seconds)) <= GAP:
        gone = int((now - last.started_at).total_seconds()) - last.seconds
        Span.objects.filter(pk=last.pk).update(seconds=F("seconds") + max(0, min(seconds, gone)))
    else:
        Span.objects.create(
            account_id=actor.own_id, case_id=case_id, started_at=now - timedelta(seconds=seconds), seconds=seconds,
            disturbing=disturbing,
        )  # fmt: skip
    return renew(actor=actor, case_id=case_id, now=now)
