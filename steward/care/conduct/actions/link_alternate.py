"""Two accounts of one person (马甲): say so, and take it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from steward.care.conduct.actions.hold_back import hold_back
from steward.care.conduct.events import AlternateChanged
from steward.care.conduct.models import Alternate, Sanction
from steward.care.conduct.rules.finding import may_hold_back
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, Invalid, NotFound, Ruling, require
from steward.people.access.public import Viewer, allowed, viewer_of
from steward.people.accounts.public import Account
from steward.people.joining.public import identities_of
from steward.people.restraints.public import Restraint, lift

#: The kinds of the decisions.
LINKED, UNLINKED = "conduct.link", "conduct.unlink"


@transaction.atomic
def link_alternate(
    *, actor: Viewer, account_id: int, other_id: int, why: str, hold: bool = False, now: datetime | None = None
) -> Alternate:
    """Say that two accounts are one person's; with `hold` what holds one of them back holds the other too.

    Raises Forbidden (no right, or one of them is the actor's), NotFound, Invalid (the same account, linked before, no
    reason).
    """
    require(_may_link(actor, account_id, other_id))
    now = now or clock.now()
    first, second = sorted((account_id, other_id))
    accounts = {row.pk: row for row in Account.objects.select_for_update().filter(pk__in=[first, second])}
    if len(accounts) < len({first, second}):
        raise NotFound
    if first == second:
        raise Invalid({"other": _("This is the same account.")})
    if not why.strip():
        raise Invalid({"why": _("Say how you know.")})
    if Alternate.objects.filter(account=first, other=second).exists():
        raise Invalid({"other": _("These two are linked already.")})
    row = Alternate.objects.create(
        account_id=first, other_id=second, why=why.strip()[:500], at=now, by_id=actor.account_id
    )
    decide(
        kind=LINKED, subject=f"account:{first}", account_id=actor.account_id, reason=row.why,
        evidence={"other": second}, undo={"alternate": row.pk},
    )  # fmt: skip
    if hold:
        _share(actor, accounts[first], accounts[second], now)
        _share(actor, accounts[second], accounts[first], now)
    publish(AlternateChanged(first, second, linked=True), actor=actor.name)
    return row


@transaction.atomic
def unlink_alternate(*, actor: Viewer, account_id: int, other_id: int, now: datetime | None = None) -> None:
    """They are two people after all: what held one back for the other is lifted. Raises as linking does."""
    require(_may_link(actor, account_id, other_id))
    first, second = sorted((account_id, other_id))
    row = Alternate.objects.select_for_update().filter(account=first, other=second).first()
    if row is None:
        raise NotFound
    row.delete()
    for one, other in ((first, second), (second, first)):
        for sanction in _standing(one):
            held = Restraint.objects.filter(pk__in=sanction.restraints, account=other)
            for restraint in held.order_by("pk").values_list("pk", flat=True):
                lift(actor=actor, restraint_id=restraint, now=now)
    decide(kind=UNLINKED, subject=f"account:{first}", account_id=actor.account_id, evidence={"other": second})
    publish(AlternateChanged(first, second, linked=False), actor=actor.name)


def _may_link(actor: Viewer, *accounts: int) -> Ruling:
    """Whoever judges, and nobody about themselves: a link decides what counts against somebody."""
    if actor.account_id in accounts:
        return Denied(_("This is about your own account. Somebody else of the team says so, or takes it back."))
    return allowed(actor, JUDGE)


def _share(actor: Viewer, one: Account, other: Account, now: datetime) -> None:
    for sanction in _standing(one.pk):
        if sanction.ends_at is None or sanction.ends_at > now:
            require(may_hold_back(actor, viewer_of(other).roles, sanction.level))
            hold_back(sanction, [other.pk], actor=actor, now=now)


def _standing(account_id: int) -> list[Sanction]:
    rows = Sanction.objects.select_for_update().filter(Q(author__in=identities_of(account_id)), ended_at=None)
    return list(rows.order_by("pk"))
