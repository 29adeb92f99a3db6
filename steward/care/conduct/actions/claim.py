"""Taking a case up so that no two people work on it unknowingly, and giving it back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from steward.care.conduct.enums import CaseState, Step
from steward.care.conduct.events import CaseMoved
from steward.care.conduct.models import Case, CaseStep
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.rules.clocks import is_held
from steward.care.conduct.rules.conflict import REVIEW, may_work_on
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.people.notify.public import tell
from steward.square.forum.public import closed_places

#: The kind of notification for what team mates do with a case one works on, or is asked about.
MOVED = "conduct.case"


@transaction.atomic
def claim(*, actor: Viewer, case_id: int, take_over: bool = False, now: datetime | None = None) -> Case:
    """Take a case up for as long as the practice says; one's own claim starts again.

    Raises NotFound, Forbidden (no right, a part of one's own in it), Invalid (decided; somebody else works on it and
    `take_over` is not said). Who is relieved of it is told.
    """
    now = now or clock.now()
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    other = case.claimed_by_id if is_held(case, now) and case.claimed_by_id != actor.own_id else None
    if other and not take_over:
        raise Invalid(works_on_it(case))
    if other or case.claimed_by_id != actor.own_id or not is_held(case, now):
        note_step(case, Step.CLAIMED, actor, now, other=other)
    case.claimed_by_id = actor.account_id
    case.claimed_until = now + timedelta(minutes=practice_now().claim_minutes)
    case.first_claimed_at = case.first_claimed_at or now
    case.save(update_fields=("claimed_by", "claimed_until", "first_claimed_at"))
    if other:
        tell_of(case, Step.CLAIMED, [other], actor)
    return case


@transaction.atomic
def release(*, actor: Viewer, case_id: int, now: datetime | None = None) -> Case:
    """Give one's case back to the queue. Raises NotFound, Forbidden, Invalid (not one's own)."""
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    require_own(case, actor, now or clock.now())
    put_down(case)
    note_step(case, Step.RELEASED, actor, now or clock.now())
    return case


@transaction.atomic
def renew(*, actor: Viewer, case_id: int, now: datetime | None = None) -> bool:
    """A sign of life: one's claim starts again. False when it is not one's own (any more). Nothing is announced."""
    now = now or clock.now()
    until = now + timedelta(minutes=practice_now().claim_minutes)
    mine = Case.objects.filter(pk=case_id, claimed_by=actor.own_id, claimed_until__gt=now, decided_at=None)
    return bool(mine.update(claimed_until=until))


def expire_claims(*, now: datetime | None = None) -> int:
    """Give back every case whose claim has run out; returns how many."""
    now = now or clock.now()
    due = Case.objects.filter(decided_at=None, claimed_by__isnull=False, claimed_until__lte=now)
    return sum(_expired(pk, now) for pk in due.order_by("pk").values_list("pk", flat=True)[:500])


@transaction.atomic
def _expired(case_id: int, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=case_id, decided_at=None, claimed_until__lte=now).first()
    if case is None or case.claimed_by_id is None:
        return 0
    was = case.claimed_by_id
    put_down(case)
    note_step(case, Step.EXPIRED, SYSTEM, now, other=was)
    return 1


def open_and_locked(actor: Viewer, case_id: int) -> Case:
    """The case with its row locked. Raises Forbidden, NotFound (not where the actor moderates), Invalid (decided)."""
    require(allowed(actor, REVIEW))
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or case.place in closed_places(actor):
        raise NotFound
    if case.state == CaseState.DECIDED:
        raise Invalid(_("This case is decided."))
    return case


def require_own(case: Case, actor: Viewer, now: datetime) -> None:
    """Raise Invalid unless the actor holds the case's claim."""
    if is_held(case, now) and case.claimed_by_id == actor.own_id:
        return
    raise Invalid(works_on_it(case) if is_held(case, now) else _("Take the case up first."))


def works_on_it(case: Case) -> str:
    """Who works on it, and until when."""
    until = timezone.localtime(case.claimed_until)
    name = case.claimed_by.display_name if case.claimed_by else ""
    return _("%(name)s works on this case until %(time)s. You can take it over.") % {
        "name": name, "time": date_format(until, "TIME_FORMAT"),
    }  # fmt: skip


def put_down(case: Case) -> None:
    """Nobody holds the case."""
    case.claimed_by_id = None
    case.claimed_until = None
    case.save(update_fields=("claimed_by", "claimed_until"))


def note_step(
    case: Case, step: str, actor: Viewer, now: datetime, *, other: int | None = None, words: str = ""
) -> CaseStep:
    """Write down what happened to a case, and announce it."""
    made = CaseStep.objects.create(
        case=case, step=step, account_id=actor.account_id, other_id=other, at=now, words=words.strip()[:2000]
    )
    publish(CaseMoved(case.pk, str(step)), actor=actor.name)
    return made


def tell_of(case: Case, step: str, accounts: Iterable[int], actor: Viewer, words: str = "") -> None:
    """Tell team mates what happened to a case; never whom it is about."""
    known = stakes_of(case.pk)
    tell(
        kind=MOVED,
        accounts=set(accounts) - known.author,
        subject=f"case:{case.pk}",
        params={"step": str(step), "case": case.pk, "title": case.title or case.text[:80], "words": words[:200]},
        url=f"/console/conduct/cases/{case.pk}/",
        by=actor.account_id,
    )
