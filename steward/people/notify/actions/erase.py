"""Forgetting: of one member, and of what is old."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from steward.people.notify.enums import MailState
from steward.people.notify.models import Content, Mail, MailSettings, Notification, Preference, Received
from steward.people.notify.queries.personal import account_of

KEPT_READ = timedelta(days=180)
KEPT_LOG = timedelta(days=90)
#: A letter can be answered by mail for so long.
KEPT_LETTERS = timedelta(days=400)


@transaction.atomic
def erase_personal(member_id: int) -> int:
    """Remove what is kept about the member, in the caller's transaction; returns how many rows.

    In notifications of others the member's number stays: whoever draws them finds no name for it.
    """
    account = account_of(member_id)
    if not account:
        return 0
    stores = (Mail, Received, Notification, Preference)
    removed = sum(store.objects.filter(account=account).delete()[0] for store in stores)
    return removed + MailSettings.objects.filter(pk=account).delete()[0]


def prune(now: datetime) -> dict[str, int]:
    """Drop notifications read long ago, the log of old mails and letters nobody can answer any more."""
    over = (MailState.SENT, MailState.SKIPPED, MailState.FAILED)
    return {
        "mails": Mail.objects.filter(state__in=over, created_at__lt=now - KEPT_LOG).delete()[0],
        "notifications": Notification.objects.filter(read_at__lt=now - KEPT_READ).delete()[0],
        "answers": Received.objects.filter(at__lt=now - KEPT_LETTERS).delete()[0],
        "letters": Content.objects.filter(
            ~Exists(Mail.objects.filter(content=OuterRef("pk"))), created_at__lt=now - KEPT_LETTERS
        ).delete()[0],
    }
