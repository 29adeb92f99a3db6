"""Giving an account its profile and its identity, and noticing when somebody has come in all the way."""

from django.db import IntegrityError, transaction

from steward.foundation.journal.public import allocate, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import SYSTEM, Viewer
from steward.people.accounts.public import Account
from steward.people.joining.enums import REALM, SERVICE, Consent, State
from steward.people.joining.events import MemberJoined
from steward.people.joining.models import Profile
from steward.people.joining.queries.entry import entry_of
from steward.people.joining.rules import nickname_key
from steward.people.members.public import AccountSeen, Identity, link_account, upsert_identities


def ensure_identity(account: Account) -> Identity:
    """The account's own identity with its member, made when it is first needed. Cheap when it is there (one query).

    Service "forum", realm "square", account id the account's number; no address is kept with it. Raises NotFound for
    an account that was erased.
    """
    found = Identity.objects.filter(realm=REALM, account_id=str(account.pk)).select_related("member").first()
    if found is not None and found.member.account_id == account.pk:
        return found
    with transaction.atomic():
        identity = put_identity(account)
        ensure_profile(actor=SYSTEM, account=account)
        arrive(actor=SYSTEM, account_id=account.pk, identity_id=identity.pk)
    return identity


def put_identity(account: Account) -> Identity:
    """Write the identity with the nickname the account has now. Needs a transaction."""
    seen = AccountSeen(SERVICE, REALM, str(account.pk), name=account.name or f"#{account.pk}")
    ids = upsert_identities(actor=SYSTEM, accounts=[seen])
    if not ids:
        raise NotFound
    return link_account(actor=SYSTEM, identity_id=ids[REALM, str(account.pk)], account_id=account.pk)


def hold_sequences() -> None:
    """Take the numbers an action will need before it publishes its first fact; first thing in its transaction.

    Publishing locks the journal's sequence until commit. Whoever asked for another one afterwards could wait for
    somebody who waits for the journal. The number of "frame" also retires cached pages that show names and faces.
    """
    allocate("identities", 0)
    allocate("frame")


@transaction.atomic
def ensure_profile(*, actor: Viewer, account: Account) -> Profile:
    """The account's profile; for one the team made it begins here: approved and vouched for.

    Its nickname is kept for it, unless somebody is called so already.
    """
    found = Profile.objects.filter(account=account).first()
    if found is not None:
        return found
    del actor  # nothing is told apart by who asks; the parameter keeps the form of every action
    profile = Profile(account=account, vouched=True, state=State.APPROVED, made_at=clock.now())
    for key in (nickname_key(account.name) or None, None):
        profile.name_key = key
        try:
            with transaction.atomic():
                profile.save()
        except IntegrityError:
            continue
        return profile
    return Profile.objects.get(account=account)


@transaction.atomic
def keep_nickname(*, actor: Viewer, account: Account) -> None:
    """Keep the name an account was given elsewhere (by the team, at its first sign-in) for it, if it is free."""
    hold_sequences()
    profile = ensure_profile(actor=actor, account=account)
    key = nickname_key(account.name) or None
    if key == profile.name_key:
        return
    try:
        with transaction.atomic():
            Profile.objects.filter(pk=profile.pk).update(name_key=key)
    except IntegrityError:
        Profile.objects.filter(pk=profile.pk).update(name_key=None)
    if Identity.objects.filter(realm=REALM, account_id=str(account.pk)).exists():
        put_identity(account)


@transaction.atomic
def arrive(*, actor: Viewer, account_id: int, identity_id: int | None = None) -> bool:
    """Note that somebody is a member, once all that is asked of them is there; True when this was the moment."""
    entry = entry_of(account_id)
    here = entry.state == State.APPROVED and entry.verified and entry.guardian in {"", Consent.GIVEN}
    if not here or not Profile.objects.filter(account=account_id, joined_at=None).update(joined_at=clock.now()):
        return False
    if identity_id is None:
        identity_id = put_identity(Account.objects.get(pk=account_id)).pk
    allocate("frame")
    publish(MemberJoined(account_id, identity_id), actor=actor.name)
    return True
