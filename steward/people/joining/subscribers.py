"""What follows from facts: letters, notices, the next step of coming in."""

from typing import Any

from allauth.account.signals import email_confirmed
from django.contrib.auth.signals import user_logged_in
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.journal.public import subscribe
from steward.foundation.ui.toasts import toast
from steward.people.access.public import SYSTEM, Role, Viewer, catalogue
from steward.people.accounts.public import Account, AccountChanged, AccountCreated
from steward.people.joining import letters
from steward.people.joining.actions.arrive import ensure_profile, keep_nickname
from steward.people.joining.actions.ask_guardian import letter_of as guardian_letter
from steward.people.joining.actions.claim_identity import letter_of as claim_letter
from steward.people.joining.actions.leave import cancel_leaving
from steward.people.joining.actions.sign_up import proceed
from steward.people.joining.events import (
    ClaimDecided,
    ClaimMade,
    GuardianAnswered,
    GuardianAsked,
    LeavingAsked,
    SignUpDecided,
    SignUpWaiting,
)
from steward.people.joining.rules import shown_account
from steward.people.notify.public import tell


@receiver(email_confirmed, dispatch_uid="joining.address_proven")
def address_proven(email_address: Any, **_rest: object) -> None:
    """An address was proven: the newcomer takes the next step."""
    proceed(actor=Viewer(account=email_address.user), account_id=email_address.user_id)


@receiver(user_logged_in, dispatch_uid="joining.stays")
def stays_after_all(user: Account, request: HttpRequest | None = None, **_rest: object) -> None:
    """Signing in during the days to think again takes the wish to leave back."""
    if cancel_leaving(actor=Viewer(account=user)) and request is not None:
        toast(request, _("You are back: your account will not be deleted."))


@subscribe(AccountCreated)
def profile_follows(fact: AccountCreated) -> None:
    """Every account has a profile, and its name is kept for it."""
    if account := Account.objects.filter(pk=fact.account_id).first():
        ensure_profile(actor=SYSTEM, account=account)


@subscribe(AccountChanged)
def name_follows(fact: AccountChanged) -> None:
    """A name given on the page of the account is a nickname as well."""
    if "name" in fact.fields and (account := Account.objects.filter(pk=fact.account_id).first()):
        keep_nickname(actor=SYSTEM, account=account)


@subscribe(SignUpWaiting)
def tell_team_of_newcomer(fact: SignUpWaiting) -> None:
    """Whoever may approve hears of it; several newcomers make one notice."""
    account = Account.objects.get(pk=fact.account_id)
    tell(
        kind="joining.waiting", accounts=_who_may("joining.approve"), subject=f"account:{account.pk}",
        params={"name": shown_account(account)}, url=reverse("sign-ups"), group="joining.waiting",
    )  # fmt: skip


@subscribe(SignUpDecided)
def tell_newcomer(fact: SignUpDecided) -> None:
    """The newcomer gets a letter."""
    letters.write_decided(fact.account_id, approved=fact.approved)


@subscribe(GuardianAsked)
def write_to_guardian(fact: GuardianAsked) -> None:
    """The guardian gets a letter."""
    letters.write_guardian(fact.guardian_id, *guardian_letter(fact.guardian_id))


@subscribe(GuardianAnswered)
def guardian_answered(fact: GuardianAnswered) -> None:
    """The young member hears of it and takes the next step."""
    tell(
        kind="joining.guardian", accounts=[fact.account_id], subject=f"account:{fact.account_id}",
        params={"state": fact.state}, url=reverse("own-guardian"),
    )  # fmt: skip
    proceed(actor=SYSTEM, account_id=fact.account_id)


@subscribe(ClaimMade)
def claim_made(fact: ClaimMade) -> None:
    """A letter goes to the old address, or the team is asked."""
    if not fact.for_team:
        letters.write_claim(fact.claim_id, *claim_letter(fact.claim_id))
        return
    account = Account.objects.get(pk=fact.account_id)
    tell(
        kind="joining.claim", accounts=_who_may("members.merge"), subject=f"claim:{fact.claim_id}",
        params={"name": shown_account(account)}, url=reverse("claims"), by=account.pk,
    )  # fmt: skip


@subscribe(ClaimDecided)
def claim_decided(fact: ClaimDecided) -> None:
    """Who claimed hears what the team said."""
    tell(
        kind="joining.claim_decided", accounts=[fact.account_id], subject=f"claim:{fact.claim_id}",
        params={"accepted": fact.accepted}, url=reverse("claim"),
    )  # fmt: skip


@subscribe(LeavingAsked)
def confirm_leaving(fact: LeavingAsked) -> None:
    """Who leaves gets a letter that says how to stay."""
    letters.write_leaving(fact.account_id)


def _who_may(permission: str) -> list[int]:
    roles = [Role.OWNER, *catalogue()[permission].roles]
    rows = Account.objects.filter(Q(grants__role__in=roles), is_active=True)
    return sorted(set(rows.values_list("pk", flat=True)))
