"""What team mates write beside a case: notes, and that they had better not decide it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.actions.claim import note_step, open_and_locked, put_down
from steward.care.conduct.enums import Step
from steward.care.conduct.models import CaseStep
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.rules.conflict import REVIEW, is_party, may_work_on
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def note(*, actor: Viewer, case_id: int, words: str, now: datetime | None = None) -> CaseStep:
    """Leave a note for the others of the team. Raises NotFound, Forbidden, Invalid (nothing written)."""
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    if not words.strip():
        raise Invalid({"words": _("Write something.")})
    return note_step(case, Step.NOTED, actor, now or clock.now(), words=words)


@transaction.atomic
def declare_conflict(*, actor: Viewer, case_id: int, words: str = "", now: datetime | None = None) -> CaseStep:
    """Say that one is a friend, or otherwise not free to decide: from now on one cannot, and gives the case back.

    Raises NotFound, Forbidden, Invalid (declared before).
    """
    case = open_and_locked(actor, case_id)
    require(allowed(actor, REVIEW))
    stakes = stakes_of(case_id)
    if is_party(actor, stakes):
        raise NotFound
    if actor.own_id in stakes.declared:
        raise Invalid(_("You have declared this already."))
    if case.claimed_by_id == actor.own_id:
        put_down(case)
    if case.asked_of_id == actor.own_id:
        case.asked_of_id = None
        case.save(update_fields=("asked_of",))
    return note_step(case, Step.CONFLICT, actor, now or clock.now(), words=words)


@transaction.atomic
def withdraw_conflict(*, actor: Viewer, case_id: int, words: str = "", now: datetime | None = None) -> CaseStep:
    """Take back what one declared by mistake; both stay among the steps of the case.

    Raises NotFound, Forbidden, Invalid (nothing declared).
    """
    case = open_and_locked(actor, case_id)
    require(allowed(actor, REVIEW))
    stakes = stakes_of(case_id)
    if is_party(actor, stakes):
        raise NotFound
    if actor.own_id not in stakes.declared:
        raise Invalid(_("You have not declared a conflict of interest here."))
    return note_step(case, Step.FREED, actor, now or clock.now(), words=words)
