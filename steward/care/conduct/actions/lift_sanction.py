"""A sanction ends: before its time with a reason, or when its time is over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.actions.hold_back import let_go
from steward.care.conduct.actions.tell_author import tell_lifted
from steward.care.conduct.enums import RESTRAINTS
from steward.care.conduct.events import SanctionEnded
from steward.care.conduct.models import Sanction
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.queries.standing import account_of
from steward.care.conduct.rules.overturning import may_free
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import SYSTEM, Viewer, allowed

#: The kind of the decision.
LIFTED = "conduct.lift"
#: Sanctions ended with one run of the job.
MANY = 500


@transaction.atomic
def lift_sanction(*, actor: Viewer, sanction_id: int, reason: str, now: datetime | None = None) -> Sanction:
    """Let somebody go before the time is over. The judgement stands and counts; the words stay where they are.

    Raises NotFound, Forbidden (no right; it holds the actor back), Invalid (no reason; it has ended).
    """
    require(allowed(actor, JUDGE))
    now = now or clock.now()
    sanction = Sanction.objects.select_for_update().filter(pk=sanction_id).first()
    if sanction is None:
        raise NotFound
    require(may_free(actor, stakes_of(sanction.judgement.case_id)))
    if not reason.strip():
        raise Invalid({"reason": _("Say why: the author reads it.")})
    if sanction.ended_at or (sanction.ends_at and sanction.ends_at <= now):
        raise Invalid(_("This has ended already."))
    if sanction.level not in RESTRAINTS:
        raise Invalid(_("This holds nobody back. Overturn the judgement instead."))
    decide(
        kind=LIFTED, subject=f"sanction:{sanction.pk}", account_id=actor.account_id, reason=reason.strip()[:500],
        evidence={"judgement": sanction.judgement_id},
    )  # fmt: skip
    let_go(sanction, actor=actor, now=now)
    _ended(sanction, now, lifted=True)
    publish(SanctionEnded(sanction.pk, lifted=True), actor=actor.name)
    if account := account_of(sanction.author_id):
        tell_lifted(sanction.judgement, account, reason.strip())
    return sanction


def end_sanctions(*, now: datetime | None = None) -> int:
    """Write down the end of every sanction whose time is over; its restraints end by themselves. Returns how many."""
    now = now or clock.now()
    due = Sanction.objects.filter(ended_at=None, ends_at__lte=now).order_by("ends_at")
    return sum(_end(pk, now) for pk in list(due.values_list("pk", flat=True)[:MANY]))


@transaction.atomic
def _end(sanction_id: int, now: datetime) -> int:
    sanction = Sanction.objects.select_for_update().filter(pk=sanction_id, ended_at=None).first()
    if sanction is None:
        return 0
    _ended(sanction, sanction.ends_at or now, lifted=False)
    publish(SanctionEnded(sanction.pk, lifted=False), actor=SYSTEM.name)
    return 1


def _ended(sanction: Sanction, at: datetime, *, lifted: bool) -> None:
    sanction.ended_at, sanction.lifted = at, lifted
    sanction.save(update_fields=["ended_at", "lifted"])
