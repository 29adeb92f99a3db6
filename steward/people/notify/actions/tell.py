"""Telling accounts of something."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from steward.foundation.kernel import clock
from steward.people.notify.enums import MailMode
from steward.people.notify.models import Content, Mail, Notification
from steward.people.notify.queries.wishes import Wish, kinds, wishes
from steward.people.notify.records import Letter
from steward.people.notify.rules import due_at

#: A folded notification names its causes; further ones are only counted.
MOST_VOICES = 20
#: Accounts told with one set of statements.
BATCH = 2000


def tell(
    *,
    kind: str,
    accounts: Iterable[int],
    subject: str,
    params: dict[str, Any],
    url: str,
    by: int | None = None,
    mail: Letter | None = None,
    group: str = "",
) -> int:
    """Tell each account that wants the kind, in the caller's transaction; returns how many were told.

    Nobody is told of what they did themselves (`by`). An unread notification of the same `group` takes the new one in.
    The mail waits in the outbox as each account prefers; without a letter it says what `describe` says.

    Raises LookupError for a kind nobody contributed.
    """
    known = kinds()[kind]
    everyone = sorted(set(accounts) - {by})
    now = clock.now()
    told = 0
    with transaction.atomic():
        content = _kept(mail, now) if mail and everyone else None
        for start in range(0, len(everyone), BATCH):
            wanted = {
                account: wish
                for account, wish in wishes(known, everyone[start : start + BATCH], now).items()
                if wish.in_app or wish.mail != MailMode.OFF
            }
            news = _News(kind, subject, group, url, params, [by] if by else [], now)
            rows = news.store(wanted)
            _queue(news, rows, wanted, content)
            told += len(rows)
    return told


def _kept(letter: Letter, now: datetime) -> Content:
    """The letter stored once; told again under the same key it says the newer words."""
    values = {
        "thread": letter.thread,
        "list_id": letter.list_id,
        "subject": letter.subject[:300],
        "html": letter.html,
        "text": letter.text,
        "handler": letter.reply.handler if letter.reply else "",
        "ref": letter.reply.ref if letter.reply else "",
    }
    content, _new = Content.objects.update_or_create(
        message_key=letter.message_key, defaults=values, create_defaults={**values, "created_at": now}
    )
    return content


@dataclass(frozen=True)
class _News:
    """One thing to be told, about to be stored for many accounts."""

    kind: str
    subject: str
    group: str
    url: str
    params: dict[str, Any]
    voices: list[int]
    now: datetime

    @property
    def key(self) -> str | None:
        """What unread rows are folded by, None where nothing is."""
        return f"{self.kind} {self.group}" if self.group else None

    def store(self, wanted: dict[int, Wish]) -> dict[int, int]:
        """Fold into what is unread, write the rest; account → notification."""
        rows = self._fold(wanted)
        fresh = sorted(wanted.keys() - rows.keys())
        if self.key is None:
            made = Notification.objects.bulk_create([self._row(account, wanted[account]) for account in fresh])
            return {row.account_id: row.pk for row in made}
        Notification.objects.bulk_create(
            [self._row(account, wanted[account]) for account in fresh], ignore_conflicts=True
        )
        mine, raced = self._written(fresh)
        # Somebody else told these accounts of the same thing a moment ago: theirs stands, ours folds into it.
        return rows | mine | (self._fold(raced) if raced else {})

    def _row(self, account: int, wish: Wish) -> Notification:
        return Notification(
            account_id=account, kind=self.kind, group=self.group, open_key=self.key, subject=self.subject,
            url=self.url, params=self.params, by=self.voices, shown=wish.in_app, at=self.now,
        )  # fmt: skip

    def _written(self, accounts: Sequence[int]) -> tuple[dict[int, int], list[int]]:
        mine, raced = {}, []
        rows = Notification.objects.filter(account__in=accounts, open_key=self.key)
        for pk, account, at in rows.values_list("pk", "account_id", "at"):
            if at == self.now:
                mine[account] = pk
            else:
                raced.append(account)
        return mine, raced

    def _fold(self, accounts: Iterable[int]) -> dict[int, int]:
        """Take the news into the accounts' unread notification of the same group; account → notification."""
        if self.key is None:
            return {}
        open_rows = Notification.objects.filter(account__in=list(accounts), open_key=self.key).order_by("account_id")
        same: dict[tuple[int, ...], list[int]] = {}
        found = {}
        for pk, account, voices in open_rows.select_for_update().values_list("pk", "account_id", "by"):
            found[account] = pk
            same.setdefault(tuple(voices), []).append(pk)
        for voices, pks in same.items():
            together = [*self.voices, *(voice for voice in voices if voice not in self.voices)][:MOST_VOICES]
            Notification.objects.filter(pk__in=pks).update(
                by=together, times=F("times") + 1, subject=self.subject, params=self.params, at=self.now
            )
        return found


def _queue(news: _News, rows: dict[int, int], wanted: dict[int, Wish], content: Content | None) -> None:
    """Write a mail for each account that wants one."""
    by = news.voices[0] if news.voices else None
    Mail.objects.bulk_create(
        Mail(
            account_id=account, notification_id=row, content=content, kind=news.kind, subject=news.subject,
            params=news.params, url=news.url, by=by, mode=wanted[account].mail, created_at=news.now,
            due_at=due_at(wanted[account].mail, wanted[account].rhythm, news.now),
        )
        for account, row in rows.items()
        if wanted[account].mail != MailMode.OFF
    )  # fmt: skip
