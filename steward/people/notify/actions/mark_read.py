"""Reading notifications, and taking them back."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import Viewer
from steward.people.notify.enums import MailState
from steward.people.notify.models import Mail, Notification

_OPEN = (MailState.WAITING, MailState.SENDING)


@transaction.atomic
def mark_read(*, account_id: int, subjects: Collection[str]) -> int:
    """Mark what tells of these things as read, because the account has just seen them; their mails stay unsent.

    The rooms that show the things call it; returns how many notifications became read. One query when nothing waits.
    """
    wanted = set(subjects)
    unread = Notification.objects.filter(account=account_id, read_at=None).values_list("pk", "subject")
    if not (rows := list(unread)):
        return 0
    pks = [pk for pk, subject in rows if subject in wanted]
    _spare(account_id, Q(subject__in=wanted) | Q(notification__in=pks))
    return _read(account_id, pks, clock.now())


@transaction.atomic
def open_notification(*, actor: Viewer, notification_id: int) -> str:
    """Mark it as read; returns the address it leads to. Raises NotFound for what is not the actor's own."""
    row = Notification.objects.filter(account=actor.own_id, pk=notification_id).first()
    if row is None:
        raise NotFound
    read_notifications(actor=actor, ids=[row.pk])
    return row.url


@transaction.atomic
def read_notifications(*, actor: Viewer, ids: Collection[int] | None = None, kinds: Collection[str] = ()) -> datetime:
    """Mark some of the actor's own, or all (of these kinds), as read; returns the moment, by which it is undone."""
    now = clock.now()
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as JSON writes it
    rows = Notification.objects.filter(account=actor.own_id, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    pks = list(rows.values_list("pk", flat=True))
    _spare(actor.own_id, Q(notification__in=pks))
    _read(actor.own_id, pks, now)
    return now


@transaction.atomic
def unread_again(*, actor: Viewer, read_at: datetime) -> int:
    """Take back what was marked as read at that moment; returns how many. Mails spared meanwhile stay unsent."""
    return Notification.objects.filter(account=actor.own_id, read_at=read_at).update(read_at=None)


@transaction.atomic
def withdraw(*, subjects: Iterable[str]) -> int:
    """Forget what tells of these things (deleted, hidden): notifications and mails not yet sent; returns how many."""
    rows = Notification.objects.filter(subject__in=list(subjects))
    Mail.objects.filter(notification__in=rows, state__in=_OPEN).update(state=MailState.SKIPPED)
    return rows.delete()[1].get("notify.Notification", 0)


def _spare(account_id: int, which: Q) -> None:
    """Mails about what was read meanwhile are not needed any more."""
    Mail.objects.filter(which, account=account_id, state=MailState.WAITING).update(state=MailState.SKIPPED)


def _read(account_id: int, pks: Collection[int], now: datetime) -> int:
    rows = Notification.objects.filter(account=account_id, pk__in=pks, read_at=None)
    return rows.update(read_at=now, open_key=None)
