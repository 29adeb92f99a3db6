"""Deleting one's account: ask, think again for seven days, be erased."""

from datetime import datetime, timedelta

from django.db import transaction

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import Viewer, is_last_owner
from steward.people.accounts.public import Account
from steward.people.joining.actions.arrive import ensure_identity, ensure_profile, hold_sequences
from steward.people.joining.enums import COOLING_DAYS
from steward.people.joining.errors import last_owner_leaves
from steward.people.joining.events import LeavingAsked, LeavingCancelled, MemberLeft
from steward.people.joining.models import Profile
from steward.people.members.public import erase_row, export_member


@transaction.atomic
def ask_to_leave(*, actor: Viewer, keep_words: bool) -> datetime:
    """Have the account deleted in seven days; returns when. Signing in until then takes it back.

    `keep_words`: what others have answered stays, without a name. Raises NotFound, Invalid for the last owner.
    """
    if actor.account is None:
        raise NotFound
    if is_last_owner(actor.own_id):
        raise last_owner_leaves()
    profile = ensure_profile(actor=actor, account=actor.account)
    due = clock.now() + timedelta(days=COOLING_DAYS)
    Profile.objects.filter(pk=profile.pk).update(leaving_at=due, leaving_keeps_words=keep_words)
    decide(
        kind="joining.leave", subject=f"account:{actor.own_id}", account_id=actor.own_id,
        evidence={"keep_words": keep_words, "due": due.isoformat()},
    )  # fmt: skip
    publish(LeavingAsked(actor.own_id), actor=actor.name)
    return due


@transaction.atomic
def cancel_leaving(*, actor: Viewer) -> bool:
    """Stay after all; False when the account was not about to go."""
    rows = Profile.objects.filter(account=actor.own_id, leaving_at__isnull=False)
    if not rows.update(leaving_at=None):
        return False
    publish(LeavingCancelled(actor.own_id), actor=actor.name)
    return True


def due_to_leave(now: datetime) -> list[int]:
    """The accounts whose time to think again is over."""
    return list(Profile.objects.filter(leaving_at__lte=now).order_by("pk").values_list("account_id", flat=True))


@transaction.atomic
def erase_leaver(*, actor: Viewer, account_id: int) -> bool:
    """Erase an account whose time is over, everywhere; False when its owner has come back, or owns the team alone."""
    hold_sequences()
    profile = Profile.objects.select_for_update().filter(account=account_id, leaving_at__lte=clock.now()).first()
    if profile is None:
        return False
    if is_last_owner(account_id):
        Profile.objects.filter(pk=profile.pk).update(leaving_at=None)
        return False
    keep = profile.leaving_keeps_words
    member_id = ensure_identity(Account.objects.get(pk=account_id)).member_id
    erase_row(actor=actor, root=member_id, keep_words=keep)
    publish(MemberLeft(account_id, member_id, keep), actor=actor.name)
    return True


def export_own(*, actor: Viewer) -> dict[str, object]:
    """Everything every room keeps about the actor, JSON-ready. Raises NotFound."""
    if actor.account is None:
        raise NotFound
    member_id = ensure_identity(actor.account).member_id
    # One's own data needs nobody's right; the journal still says who asked.
    return export_member(actor=Viewer(account=actor.account, is_system=True), member_id=member_id)
