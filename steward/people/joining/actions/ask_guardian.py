"""A guardian's consent: ask for it, give it, refuse it, take it back."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.kernel.sealing import seal, unseal
from steward.people.access.public import SYSTEM, Viewer
from steward.people.accounts.public import Account
from steward.people.joining.enums import Consent
from steward.people.joining.errors import link_over
from steward.people.joining.events import GuardianAnswered, GuardianAsked
from steward.people.joining.models import Guardian, Profile
from steward.people.joining.queries.texts import versions_to_accept
from steward.people.joining.rules import GUARDIAN_LINK, new_token, token_hash

#: Letters to guardians an account may cause in a day.
MOST_LETTERS = 3


@transaction.atomic
def ask_guardian(*, actor: Viewer, email: str) -> Guardian:
    """Write to the guardian (again): the account's own wish. Raises NotFound, Invalid."""
    if not Profile.objects.filter(account=actor.own_id, needs_guardian=True).exists():
        raise NotFound
    since = clock.now() - timedelta(days=1)
    if Guardian.objects.filter(account=actor.own_id, asked_at__gt=since).count() >= MOST_LETTERS:
        raise Invalid({"email": _("That was enough letters for today. Try again tomorrow.")})
    row = note_guardian(account_id=actor.own_id, email=email)
    send_waiting_letter(actor=actor, account_id=actor.own_id)
    return row


def send_waiting_letter(*, actor: Viewer, account_id: int) -> None:
    """Let the letter go that waited for the member's own address to be proven; nothing when it went before."""
    row = Guardian.objects.filter(account=account_id).order_by("-pk").first()
    if row is not None and Guardian.objects.filter(pk=row.pk, sent_at=None).update(sent_at=clock.now()):
        publish(GuardianAsked(account_id, row.pk), actor=actor.name)


def note_guardian(*, account_id: int, email: str) -> Guardian:
    """Write the request down; the letter goes later. Part of signing up as well. Raises Invalid.

    No letter goes before the account's own address is proven: else a stranger could make us write to anybody, and
    could tell from the letter that an address was new here.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid({"guardian": _("Write the e-mail address of your parent or guardian.")}) from None
    if Account.objects.filter(pk=account_id, email=email).exists():
        raise Invalid({"guardian": _("This is your own address. Write that of your parent or guardian.")})
    token = new_token()
    return Guardian.objects.create(
        account_id=account_id,
        email_sealed=seal(email),
        token_hash=token_hash(token),
        token_sealed=seal(token),
        versions=versions_to_accept(),
        asked_at=clock.now(),
    )


def request_of(token: str) -> Guardian:
    """The request behind a link. Raises Invalid when it was replaced, or was not answered in time."""
    row = Guardian.objects.select_related("account").filter(token_hash=token_hash(token)).first()
    if row is None or (row.state == Consent.ASKED and clock.now() > row.asked_at + GUARDIAN_LINK):
        raise link_over()
    if Guardian.objects.filter(account=row.account_id, pk__gt=row.pk).exists():
        raise link_over()
    return row


@transaction.atomic
def answer_as_guardian(*, actor: Viewer, token: str, consent: bool) -> str:
    """Consent, refuse, or take consent back; the link is the proof. Returns the new state. Raises Invalid."""
    row = Guardian.objects.select_for_update().get(pk=request_of(token).pk)
    if consent:
        state = Consent.GIVEN
    else:
        state = Consent.REVOKED if row.state in {Consent.GIVEN, Consent.REVOKED} else Consent.REFUSED
    if state == row.state:
        return state
    row.state, row.answered_at = state, clock.now()
    row.versions = versions_to_accept() if consent else row.versions
    row.save(update_fields=["state", "answered_at", "versions"])
    del actor  # whoever holds the link is the guardian, signed in or not
    decide(
        kind="joining.guardian", subject=f"account:{row.account_id}",
        evidence={"state": state, "versions": row.versions, "request": row.pk},
    )  # fmt: skip
    publish(GuardianAnswered(row.account_id, state), actor=SYSTEM.name)
    return state


def letter_of(guardian_id: int) -> tuple[str, str]:
    """Where the letter goes and the token of its link, for the subscriber that writes it."""
    row = Guardian.objects.get(pk=guardian_id)
    return unseal(row.email_sealed), unseal(row.token_sealed)
