"""One-time sign-in links: made on the server's command line, used once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid
from steward.people.accounts.events import SignedInByLink
from steward.people.accounts.models import Account, SignInLink

LIFETIME = timedelta(hours=24)


@transaction.atomic
def make_sign_in_link(*, account: Account, now: datetime) -> str:
    """Make a link for the account and return its token. Earlier unused links of the account stop working."""
    SignInLink.objects.filter(account=account, used_at=None).delete()
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(account=account, token_hash=_hash(token), created_at=now, expires_at=now + LIFETIME)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str, now: datetime) -> Account:
    """Use up the link and return its account. Raises `Invalid` when it was used, has expired or never was."""
    link = SignInLink.objects.filter(token_hash=_hash(token)).select_related("account").first()
    fresh = SignInLink.objects.filter(token_hash=_hash(token), used_at=None, expires_at__gt=now)
    if link is None or not link.account.is_active or not fresh.update(used_at=now):
        raise Invalid(_("This link has been used or has expired. Start Steward again to get a new one."))
    publish(SignedInByLink(account_id=link.account_id), actor=f"account:{link.account_id}")
    return link.account


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
