"""Handing a case to a team mate, asking one for a second opinion, giving it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.actions.claim import note_step, open_and_locked, require_own, tell_of
from steward.care.conduct.enums import Step
from steward.care.conduct.models import Case, CaseStep
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.queries.team import reviewer
from steward.care.conduct.rules.conflict import has_conflict, may_work_on
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, Invalid, require
from steward.people.access.public import Viewer
from steward.square.forum.public import closed_places


@transaction.atomic
def hand_over(*, actor: Viewer, case_id: int, to: int, words: str = "", now: datetime | None = None) -> Case:
    """Give one's case to a team mate, who is told.

    Raises NotFound, Forbidden, Invalid (not one's own; they may not work on it).
    """
    now = now or clock.now()
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    require_own(case, actor, now)
    _require_fit(actor, case, to)
    case.claimed_by_id = to
    case.claimed_until = now + timedelta(minutes=practice_now().claim_minutes)
    case.save(update_fields=("claimed_by", "claimed_until"))
    note_step(case, Step.HANDED, actor, now, other=to, words=words)
    tell_of(case, Step.HANDED, [to], actor, words)
    return case


@transaction.atomic
def ask_opinion(*, actor: Viewer, case_id: int, of: int, words: str = "", now: datetime | None = None) -> Case:
    """Ask a team mate what they would decide; they are told. Raises NotFound, Forbidden, Invalid."""
    now = now or clock.now()
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    require_own(case, actor, now)
    _require_fit(actor, case, of)
    case.asked_of_id = of
    case.save(update_fields=("asked_of",))
    note_step(case, Step.ASKED, actor, now, other=of, words=words)
    tell_of(case, Step.ASKED, [of], actor, words)
    return case


@transaction.atomic
def give_opinion(*, actor: Viewer, case_id: int, words: str, now: datetime | None = None) -> CaseStep:
    """Say what one would decide, when one was asked; who asked is told. Raises NotFound, Forbidden, Invalid."""
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    if case.asked_of_id != actor.own_id:
        raise Invalid(_("Nobody has asked you about this case."))
    if not words.strip():
        raise Invalid({"words": _("Write what you would decide, and why.")})
    asked = case.steps.filter(step=Step.ASKED, other=actor.own_id).order_by("-at", "-pk").first()
    case.asked_of_id = None
    case.save(update_fields=("asked_of",))
    step = note_step(
        case, Step.ADVISED, actor, now or clock.now(), other=asked.account_id if asked else None, words=words
    )
    waiting = {asked.account_id if asked else None, case.claimed_by_id} - {None}
    tell_of(case, Step.ADVISED, [account for account in waiting if account], actor, words)
    return step


def _require_fit(actor: Viewer, case: Case, account_id: int) -> None:
    other = reviewer(account_id)
    if other is None or other.own_id == actor.own_id or case.place in closed_places(other):
        raise Invalid({"to": _("Choose a team mate who reviews cases.")})
    if isinstance(has_conflict(other, stakes_of(case.pk)), Denied):
        raise Invalid({"to": _("They have a part of their own in this case. Choose somebody else.")})
