"""Handing mails over to the mail server.

Delivery is at least once. A mail is marked as being sent, with a lease, before it is handed over and as sent after.
A process killed between the two leaves it marked: when the lease is over it is sent again under the same Message-ID,
by which mail programs and servers know the copy. Killed before, nothing is lost.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.text import cut
from steward.people.notify.actions.prepare import Ready, ready_mails
from steward.people.notify.enums import MailMode, MailState
from steward.people.notify.events import AddressRefused
from steward.people.notify.models import Mail, MailSettings
from steward.people.notify.rules import retry_at

log = logging.getLogger(__name__)

#: Longer than handing one mail over can take.
LEASE = timedelta(minutes=5)
BATCH = 50
#: A full mailbox (552) may be empty tomorrow; other 5xx answers to the address are for good (RFC 5321 §4.2.3).
_FULL = 552
_OUTBOX = "steward.people.notify.outbox.OutboxBackend"


@dataclass(slots=True)
class Tally:
    """What a delivery did, in mails handed over (a digest is one) and rows of the outbox."""

    sent: int = 0
    skipped: int = 0
    later: int = 0
    failed: int = 0
    unreachable: bool = False  # the server did not answer: everything waits
    seen: set[int] = field(default_factory=set)


def deliver(*, now: datetime, stop_after: int = 100_000) -> Tally:
    """Send every mail that is due, digests composed; at most about `stop_after` rows."""
    tally = Tally()
    while len(tally.seen) < stop_after and not tally.unreachable:
        rows = _letters(now, Q(mode=MailMode.EACH)) or _digest(now)
        if not rows or all(row.pk in tally.seen for row in rows):
            break
        tally.seen.update(row.pk for row in rows)
        _send(rows, now, tally)
    return tally


def deliver_one(mail_id: int) -> None:
    """Send one mail now; whatever goes wrong, it stays in the outbox for another try."""
    now = clock.now()
    if rows := _letters(now, Q(pk=mail_id)):
        _send(rows, now, Tally())


def _due(now: datetime) -> QuerySet[Mail]:
    """What waits, or was being sent by a process that is gone."""
    rows = Mail.objects.filter(state__in=(MailState.WAITING, MailState.SENDING), due_at__lte=now)
    return rows.order_by("due_at", "pk").select_related("account", "account__mail_settings", "notification", "content")


def _letters(now: datetime, which: Q) -> list[Mail]:
    return list(_due(now).filter(which)[:BATCH])


def _digest(now: datetime) -> list[Mail]:
    """Everything due of one account's hour or day."""
    due = _due(now).filter(mode__in=(MailMode.HOURLY, MailMode.DAILY))
    first = due.first()
    if first is None:
        return []
    # What was being sent when its process died goes out again exactly as it was.
    same = due.filter(account=first.account_id, mode=first.mode, message_id=first.message_id)
    rows = sorted(same, key=lambda row: row.pk)
    key = first.message_id or f"digest-{first.account_id}-{first.mode}-{rows[0].pk}"
    for row in rows:
        row.message_id = key
    return rows


def _send(rows: Sequence[Mail], now: datetime, tally: Tally) -> None:
    ready, dropped, later = ready_mails(rows, now)
    tally.skipped += _finish(dropped, MailState.SKIPPED, now)
    for moment, row in later:
        Mail.objects.filter(pk=row.pk).update(state=MailState.WAITING, due_at=moment)
        tally.later += 1
    if not ready:
        return
    server = mail_server()
    try:
        server.open()
    except (OSError, SMTPException) as problem:
        for one in ready:
            _again(one, now, _words(problem), tally)
        tally.unreachable = True
        return
    try:
        for one in ready:
            if _take(one, now):
                _hand_over(server, one, now, tally)
    finally:
        server.close()


def _take(one: Ready, now: datetime) -> bool:
    """Mark the mail as being sent, just before it is; False when it was withdrawn or another process has it."""
    mine = Mail.objects.filter(pk__in=one.ids, state__in=(MailState.WAITING, MailState.SENDING), due_at__lte=now)
    digest = {"message_id": one.digest} if one.digest else {}
    return bool(mine.update(state=MailState.SENDING, attempts=one.attempts, due_at=now + LEASE, **digest))


def mail_server() -> BaseEmailBackend:
    """The backend that delivers: ours only collects."""
    backend = settings.EMAIL_BACKEND if settings.EMAIL_BACKEND != _OUTBOX else settings.MAIL_BACKEND
    return get_connection(backend)


def _hand_over(server: BaseEmailBackend, one: Ready, now: datetime, tally: Tally) -> None:
    message: EmailMultiAlternatives = one.composed.message(one.to)
    try:
        server.send_messages([message])
    except SMTPRecipientsRefused as problem:
        code, words = next(iter(problem.recipients.values()))
        if 500 <= code < 600 and code != _FULL:
            _refused(one, f"{code} {_plain(words)}", now)
            tally.failed += 1
        else:
            _again(one, now, f"{code} {_plain(words)}", tally)
    except (OSError, SMTPException) as problem:
        _again(one, now, _words(problem), tally)
        server.close()  # the next one opens it anew
    else:
        message_id = one.composed.headers.get("Message-ID", "")
        _finish(one.ids, MailState.SENT, now, to=one.to, message_id=message_id)
        tally.sent += 1


def _finish(ids: Iterable[int], state: MailState, now: datetime, **more: str) -> int:
    sent = {"sent_at": now} if state == MailState.SENT else {}
    return Mail.objects.filter(pk__in=list(ids)).update(state=state, sealed="", error="", **sent, **more)


def _again(one: Ready, now: datetime, why: str, tally: Tally) -> None:
    """Try later, with longer and longer waits; at last give up."""
    until = retry_at(one.attempts, now)
    log.warning("a mail could not be handed over (attempt %s): %s", one.attempts, why)
    if until is None:
        Mail.objects.filter(pk__in=one.ids).update(
            state=MailState.FAILED, error=why, sealed="", to=one.to, attempts=one.attempts
        )
        tally.failed += 1
        return
    Mail.objects.filter(pk__in=one.ids).update(state=MailState.WAITING, due_at=until, error=why, attempts=one.attempts)
    tally.later += 1


@transaction.atomic
def _refused(one: Ready, why: str, now: datetime) -> None:
    """The server says that this address does not exist: nothing more goes there until its owner looks."""
    Mail.objects.filter(pk__in=one.ids).update(state=MailState.FAILED, error=why, sealed="", to=one.to)
    if one.account_id is None:
        return
    values = {"refused_address": one.to, "refused_why": why, "refused_at": now}
    MailSettings.objects.update_or_create(pk=one.account_id, defaults=values)
    waiting = Mail.objects.filter(account=one.account_id, state=MailState.WAITING)
    waiting.update(state=MailState.SKIPPED)
    publish(AddressRefused(one.account_id))


def _words(problem: Exception) -> str:
    if isinstance(problem, SMTPResponseException):
        return f"{problem.smtp_code} {_plain(problem.smtp_error)}"
    return cut(f"{type(problem).__name__}: {problem}", 500)


def _plain(words: bytes | str) -> str:
    return cut(words.decode("utf-8", "replace") if isinstance(words, bytes) else words, 500)
