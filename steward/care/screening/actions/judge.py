"""What people decided, kept: each rule's record, and what rehearsals are compared with."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from steward.care.screening.enums import Outcome
from steward.care.screening.events import DecisionRemembered, HitsJudged
from steward.care.screening.models import Hit, PastDecision
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM, Viewer


@transaction.atomic
def judged(hit_ids: Iterable[int], upheld: bool | None, *, actor: Viewer = SYSTEM) -> int:  # noqa: FBT001 — the door
    """People have decided about what these hits showed them: whether it broke the code; None takes that back.

    Returns how many hits there were.
    """
    ids = tuple(sorted(set(hit_ids)))
    outcome = Outcome.OPEN if upheld is None else Outcome.UPHELD if upheld else Outcome.DISMISSED
    changed = Hit.objects.filter(pk__in=ids).exclude(outcome=outcome).update(outcome=outcome)
    if changed:
        publish(HitsJudged(ids, bool(upheld)), actor=actor.name)
    return changed


@transaction.atomic
def remember_decision(
    kind: str,
    subject_id: int,
    upheld: bool,  # noqa: FBT001 — the door
    code: str = "",
    *,
    at: datetime | None = None,
    actor: Viewer = SYSTEM,
) -> None:
    """Keep what people decided about something; the last decision counts."""
    PastDecision.objects.update_or_create(
        kind=kind, subject_id=subject_id, defaults={"upheld": upheld, "code": code, "at": at or clock.now()}
    )
    publish(DecisionRemembered(kind, subject_id), actor=actor.name)


@transaction.atomic
def forget_decision(kind: str, subject_id: int, *, actor: Viewer = SYSTEM) -> None:
    """A decision was taken back and nothing stands in its place."""
    if PastDecision.objects.filter(kind=kind, subject_id=subject_id).delete()[0]:
        publish(DecisionRemembered(kind, subject_id), actor=actor.name)
