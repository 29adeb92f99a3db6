"""Answer an appeal; settle one whose decision the team took back itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.appeals.actions.appeal import checked
from steward.care.appeals.actions.take import locked, may_answer
from steward.care.appeals.enums import DECIDE, Outcome, State
from steward.care.appeals.events import AppealDecided
from steward.care.appeals.models import Appeal
from steward.care.appeals.queries.independence import involved
from steward.care.conduct.public import Judgement, overturn
from steward.foundation.journal.public import Decision, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

#: The kind of the journal's decision.
DECISION = "appeals.decide"


@transaction.atomic
def decide_appeal(*, actor: Viewer, appeal_id: int, outcome: str, answer: str, now: datetime | None = None) -> Decision:
    """Answer an appeal with reasons: the decision stands, or it is overturned and what can be restored is.

    Who took the decision, gave the second opinion, reported it or has a part in it cannot; where nobody independent is
    left an owner can, and the decision keeps that. There is no way back: the member has read the answer.
    Raises Forbidden, NotFound (decided, withdrawn), Invalid (no answer, no such outcome).
    """
    judgement = _judgement(actor, appeal_id)
    found = locked(actor, appeal_id)
    part = involved(judgement.pk)
    alone = may_answer(actor, part)
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _("Choose whether the decision stands.")})
    words = _reasons(answer)
    if outcome == Outcome.OVERTURNED and judgement.overturned_at is None:
        # Conduct lets nobody overturn their own decision on appeal: a lone owner takes it back as a second thought.
        overturn(actor=actor, judgement_id=judgement.pk, reason=words, by_appeal=part.judge != actor.account_id)
    decision = decide(
        kind=DECISION, subject=f"appeal:{found.pk}", account_id=actor.account_id, reason=words,
        evidence={"judgement": judgement.pk, "outcome": outcome, "alone": alone, "judge": part.judge},
    )  # fmt: skip
    _close(found, Outcome(outcome), words, now or clock.now(), by=actor.account_id, decision=decision, alone=alone)
    publish(AppealDecided(found.pk, judgement.pk, outcome), actor=actor.name)
    return decision


@transaction.atomic
def settle(*, actor: Viewer, judgement_id: int, now: datetime | None = None) -> bool:
    """Close the open appeal against a decision that the team took back by itself; False when there is none.

    Raises Forbidden for everybody but Steward itself and who may decide appeals.
    """
    require(allowed(actor, DECIDE))
    found = Appeal.objects.select_for_update().filter(judgement=judgement_id, state=State.OPEN).first()
    if found is None:
        return False
    words = _("The team took the decision back itself.")
    _close(found, Outcome.OVERTURNED, words, now or clock.now())
    publish(AppealDecided(found.pk, judgement_id, Outcome.OVERTURNED), actor=actor.name)
    return True


def _judgement(actor: Viewer, appeal_id: int) -> Judgement:
    """The judgement, locked first as everybody does who needs both."""
    require(allowed(actor, DECIDE))
    number = Appeal.objects.filter(pk=appeal_id).values_list("judgement_id", flat=True).first()
    if number is None:
        raise NotFound
    return Judgement.objects.select_for_update().get(pk=number)


def _reasons(answer: str) -> str:
    try:
        return checked(answer)
    except Invalid as problem:
        raise Invalid({"answer": problem.errors["words"]}) from None


def _close(
    found: Appeal, outcome: Outcome, answer: str, now: datetime, *, by: int | None = None,
    decision: Decision | None = None, alone: bool = False,
) -> None:  # fmt: skip
    found.state, found.outcome, found.answer = State.DECIDED, outcome, answer
    found.decided_by_id, found.decided_at, found.decision, found.alone = by, now, decision, alone
    found.save(update_fields=["state", "outcome", "answer", "decided_by", "decided_at", "decision", "alone"])
