"""Sanctions of identities nobody had claimed take effect for the account that claims them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from steward.care.conduct.actions.hold_back import hold_back
from steward.care.conduct.actions.tell_author import tell_author
from steward.care.conduct.models import Sanction
from steward.care.conduct.rules.finding import may_hold_back
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM, Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.people.restraints.public import Restraint, lift


@transaction.atomic
def reach_claimed(
    *, actor: Viewer = SYSTEM, account_id: int, identity_ids: Iterable[int], now: datetime | None = None
) -> int:
    """Hold the account back as the sanctions of these identities that still run say, and send it the statements.

    Whoever leads the team is told, not held back. Returns how many sanctions there were.
    """
    now = now or clock.now()
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        return 0
    rows = Sanction.objects.select_for_update().filter(author__in=list(identity_ids), ended_at=None, counts=True)
    found = [row for row in rows.order_by("pk") if row.ends_at is None or row.ends_at > now]
    for sanction in found:
        if may_hold_back(actor, viewer_of(account).roles, sanction.level):
            hold_back(sanction, [account_id], actor=actor, now=now)
        if sanction.effective_at is None:
            sanction.effective_at = now
            sanction.save(update_fields=["effective_at"])
            tell_author(sanction.judgement, account)
    return len(found)


@transaction.atomic
def let_go_unclaimed(
    *, actor: Viewer = SYSTEM, account_id: int, identity_ids: Iterable[int], now: datetime | None = None
) -> int:
    """A claim was taken back: what held the account back for the sake of these identities ends. Returns how many."""
    rows = Sanction.objects.select_for_update().filter(author__in=list(identity_ids), ended_at=None)
    mine = Restraint.objects.filter(account=account_id, lifted_at=None)
    held = [pk for row in rows for pk in mine.filter(pk__in=row.restraints).values_list("pk", flat=True)]
    return sum(lift(actor=actor, restraint_id=pk, now=now) for pk in held)


def sweep_claimed(*, now: datetime | None = None) -> int:
    """What a stop between a claim and its news left undone: sanctions that run and never reached their author.

    Returns how many sanctions reached somebody.
    """
    rows = Sanction.objects.filter(
        effective_at=None, ended_at=None, counts=True, author__member__account__isnull=False
    ).values_list("author__member__account_id", "author_id")
    claimed: dict[int, set[int]] = defaultdict(set)
    for account, identity in rows:
        claimed[account].add(identity)
    return sum(reach_claimed(account_id=one, identity_ids=identities, now=now) for one, identities in claimed.items())
