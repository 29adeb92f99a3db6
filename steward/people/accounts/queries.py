"""What this room hands out about a member."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from steward.people.accounts.models import Account

_ACCOUNT = ("id", "email", "name", "language", "timezone", "date_joined", "last_login")


def personal_data(member_id: int) -> dict[str, Any]:
    """The member's account, its addresses and where it is signed in; empty for who has none."""
    account = Account.objects.filter(member=member_id).values(*_ACCOUNT).first()
    if account is None:
        return {}
    sessions = UserSession.objects.filter(user=account["id"]).order_by("pk")
    return {
        "account": account,
        "addresses": list(EmailAddress.objects.filter(user=account["id"]).values("email", "verified", "primary")),
        "sessions": list(sessions.values("created_at", "last_seen_at", "ip", "user_agent")),
    }


def has_proven_address(account: Account) -> bool:
    """Whether the account has confirmed an address: then it changes addresses where the new one is confirmed too."""
    return bool(EmailAddress.objects.filter(user=account, verified=True).exists())
