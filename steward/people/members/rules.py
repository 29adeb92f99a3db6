"""Pure rules of the room: what a member is called, how accounts are kept, who may be merged."""

import hashlib
import hmac

from django.conf import settings

from steward.people.members.records import AccountSeen

_WIDTHS = {"service": 30, "handle": 200, "name": 200, "email": 254, "url": 500}
_ACCOUNT_WIDTH = 255


def display_name(account: AccountSeen) -> str:
    """What to call somebody of whom only this account is known: name, handle, local part of the address, id."""
    return account.name or account.handle or account.email.partition("@")[0] or account.account_id[:200]


def stored_account(account: AccountSeen) -> AccountSeen:
    """The account as the database keeps it: addresses in lower case, text cut to its column, an over-long id hashed.

    In the realm "email" the id is the address itself.
    """
    account_id = account.account_id
    email = account.email.strip().lower()
    if account.realm == "email":
        account_id = account_id.strip().lower()
        email = email or account_id
    if len(account_id) > _ACCOUNT_WIDTH:
        digest = hashlib.sha256(account_id.encode()).hexdigest()
        account_id = f"{account_id[: _ACCOUNT_WIDTH - 65]}#{digest}"
    cut = {field: getattr(account, field).strip()[:width] for field, width in _WIDTHS.items()} | {
        "email": email[: _WIDTHS["email"]]
    }
    return account._replace(account_id=account_id, **cut)


def merged_account(old: AccountSeen, new: AccountSeen) -> AccountSeen:
    """The account after it was seen again: what is known replaces what was, what is not known changes nothing."""
    same_email = not new.email or new.email == old.email
    return AccountSeen(
        service=new.service or old.service,
        realm=old.realm,
        account_id=old.account_id,
        handle=new.handle or old.handle,
        name=new.name or old.name,
        email=new.email or old.email,
        email_verified=new.email_verified or (same_email and old.email_verified),
        url=new.url or old.url,
        is_bot=new.is_bot or old.is_bot,
        created_at=new.created_at or old.created_at,
    )


def fingerprint(realm: str, account_id: str) -> str:
    """A keyed hash of an account: recognises an erased one when it comes again, tells nothing without the key."""
    message = f"{realm}\0{account_id}".encode()
    return hmac.new(f"members.erased:{settings.SECRET_KEY}".encode(), message, hashlib.sha256).hexdigest()
