"""What this room keeps about a member, through the member's account."""

from typing import Any

from steward.people.members.public import Member
from steward.people.notify.models import Mail, MailSettings, Notification, Preference, Received

_MAIL = ("kind", "subject", "mode", "state", "to", "created_at", "sent_at", "error")
_TIMES = ("quiet_from", "quiet_until", "digest_hour", "paused_until", "refused_address", "refused_at")


def account_of(member_id: int) -> int:
    """The id of the member's account; 0 for who has none."""
    return Member.objects.filter(pk=member_id).values_list("account_id", flat=True).first() or 0


def personal_data(member_id: int) -> dict[str, Any]:
    """Notifications, preferences and mails of the member, JSON-ready but for datetimes."""
    account = account_of(member_id)
    return {
        "notifications": list(
            Notification.objects.filter(account=account).order_by("pk").values(
                "kind", "subject", "url", "params", "times", "at", "read_at"
            )
        ),
        "preferences": list(
            Preference.objects.filter(account=account).order_by("kind").values("kind", "in_app", "mail")
        ),
        "mail_settings": MailSettings.objects.filter(pk=account).values(*_TIMES).first(),
        "mails": list(Mail.objects.filter(account=account).order_by("pk").values(*_MAIL)),
        "answers": list(Received.objects.filter(account=account).order_by("pk").values("state", "why", "url", "at")),
    }  # fmt: skip
