"""Composing what is due: each mail as it reads now, or not at all when nothing is left to say."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from steward.foundation.kernel.sealing import unseal
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.people.notify.addresses import message_id
from steward.people.notify.composing import Composed, News, as_reader, community_name, digest_mail, letter_mail
from steward.people.notify.enums import MailMode
from steward.people.notify.models import Content, Mail, Preference
from steward.people.notify.queries.people import people, worded
from steward.people.notify.queries.wishes import kinds, rhythm_of
from steward.people.notify.records import Letter, NotificationKind, Person
from steward.people.notify.rules import Rhythm, after_quiet, is_paused


@dataclass(frozen=True, slots=True)
class Ready:
    """A composed mail, where it goes and the rows of the outbox it stands for."""

    ids: tuple[int, ...]
    to: str
    composed: Composed
    attempts: int  # with this one
    account_id: int | None = None
    digest: str = ""  # the key of its Message-ID


Later = list[tuple[datetime, Mail]]


def ready_mails(rows: Sequence[Mail], now: datetime) -> tuple[list[Ready], list[int], Later]:
    """What to send, the rows not needed any more, and those that wait for the end of quiet hours.

    The rows are single mails and letters, or those of one account's digest.
    """
    ready = [_single(row) for row in rows if row.account is None]
    told = [row for row in rows if row.account is not None]
    known = people({row.by for row in told if row.by})
    off = _switched_off(told)
    news: dict[int, News] = {}
    dropped: list[int] = []
    later: Later = []
    for row in told:
        until = _quiet_until(row, now)
        if until is not None:
            later.append((until, row))
        elif _is_idle(row, off, now) or (found := _news(row, known)) is None:
            dropped.append(row.pk)
        else:
            news[row.pk] = found
    left = [row for row in told if row.pk in news]
    return [*ready, *_letters(left, news), *_digest(left, news)], dropped, later


def _single(row: Mail) -> Ready:
    words = json.loads(unseal(row.sealed) or "{}")
    composed = Composed(
        words.get("subject", ""), words.get("text", ""), words.get("html", ""), community_name(),
        {"Auto-Submitted": "auto-generated", "Message-ID": _own_id(row), **words.get("headers", {})},
    )  # fmt: skip
    return Ready((row.pk,), row.to, composed, row.attempts + 1)


def _own_id(row: Mail) -> str:
    return message_id(f"{row.kind}-{row.pk}-{int(row.created_at.timestamp())}")


def _switched_off(rows: Sequence[Mail]) -> set[tuple[int | None, str]]:
    """(account, kind) whose mail was switched off since the mail was written."""
    accounts = {row.account_id for row in rows}
    chosen = Preference.objects.filter(account__in=accounts, mail=MailMode.OFF)
    return set(chosen.values_list("account_id", "kind"))


def _quiet_until(row: Mail, now: datetime) -> datetime | None:
    if row.account is None:
        return None
    until = after_quiet(_rhythm(row.account), now)
    return until if until > now else None


def _rhythm(account: Account) -> Rhythm:
    return rhythm_of(account, getattr(account, "mail_settings", None))


def _is_idle(row: Mail, off: set[tuple[int | None, str]], now: datetime) -> bool:
    """Whether nobody waits for it any more: read in the house, switched off, paused, refused, account closed."""
    account = row.account
    if account is None or not account.is_active or row.notification is None or row.notification.read_at is not None:
        return True
    settings = getattr(account, "mail_settings", None)
    if settings is not None and settings.refused_address == account.email:
        return True
    return (row.account_id, row.kind) in off or is_paused(_rhythm(account), now)


def _news(row: Mail, known: Mapping[int, Person]) -> News | None:
    """What the mail tells, in the reader's language; None when it must not be told any more."""
    kind = kinds().get(row.kind)
    if kind is None or row.account is None:
        return None
    with as_reader(row.account):
        content = _content_now(row, kind)
        if content is None and row.content_id and kind.letter_now:
            return None
        voices = [row.by] if row.by else []
        line = kind.describe(worded(row.params, voices, 1, known))
        person = known[row.by].name if row.by and row.by in known else ""
        return News(row.kind, str(kind.label), line.text, line.detail, row.url, person, content, stored=row.content_id)


def _content_now(row: Mail, kind: NotificationKind) -> Content | None:
    if row.content is None or kind.letter_now is None:
        return row.content
    letter = kind.letter_now(viewer_of(row.account), row.params)
    return None if letter is None else _as_content(letter, row.content)


def _as_content(letter: Letter, stored: Content) -> Content:
    """The letter as it reads now under the ids it was told with."""
    return Content(
        pk=stored.pk, message_key=stored.message_key, thread=stored.thread, list_id=letter.list_id,
        subject=letter.subject, html=letter.html, text=letter.text, handler=stored.handler, ref=stored.ref,
    )  # fmt: skip


def _letters(rows: Sequence[Mail], news: Mapping[int, News]) -> list[Ready]:
    found = []
    for row in rows:
        if row.mode == MailMode.EACH and row.account is not None:
            with as_reader(row.account):
                composed = letter_mail(row.account, news[row.pk])
            composed.headers.setdefault("Message-ID", _own_id(row))
            found.append(Ready((row.pk,), row.account.email, composed, row.attempts + 1, row.account_id))
    return found


def _digest(rows: Sequence[Mail], news: Mapping[int, News]) -> list[Ready]:
    rows = [row for row in rows if row.mode != MailMode.EACH]
    if not rows or rows[0].account is None:
        return []
    account, first = rows[0].account, rows[0]
    with as_reader(account):
        composed = digest_mail(account, first.mode, [news[row.pk] for row in rows], first.message_id)
    ids = tuple(row.pk for row in rows)
    return [Ready(ids, account.email, composed, max(row.attempts for row in rows) + 1, account.pk, first.message_id)]
