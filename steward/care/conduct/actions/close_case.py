"""Closing a case that needs no judgement any more: it was decided elsewhere, or nothing speaks for it."""

from datetime import datetime

from django.db import transaction

from steward.care.conduct.actions.settle import settle
from steward.care.conduct.enums import CaseState, Step
from steward.care.conduct.events import CaseMoved
from steward.care.conduct.models import Case, CaseStep
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer


@transaction.atomic
def close_case(
    *, actor: Viewer, case: Case, upheld: bool | None, words: str, by: int | None = None, now: datetime | None = None
) -> None:
    """Close a case (its row locked by the caller) without a judgement, and say why.

    `upheld` says whether the signals were right, None that nobody knows. `by` is the account that decided elsewhere.
    """
    now = now or clock.now()
    case.state = CaseState.DECIDED
    case.decided_at = now
    case.claimed_until = None
    case.version += 1
    case.save(update_fields=("state", "decided_at", "claimed_until", "version"))
    CaseStep.objects.create(case=case, step=Step.CLOSED, account_id=by or actor.account_id, at=now, words=words[:2000])
    if upheld is not None:
        settle(case, upheld=upheld, now=now, level="" if upheld else "none")
    publish(CaseMoved(case.pk, Step.CLOSED), actor=actor.name)
