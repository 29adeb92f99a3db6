"""Where records belong: identities, channels and threads of one source, remembered between batches."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection

from steward.foundation.journal.public import allocate
from steward.people.access.public import Viewer
from steward.people.members.public import AccountSeen, upsert_identities
from steward.stream.activity.enums import ChannelKind
from steward.stream.activity.models import Source
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, MembershipRecord, ThreadRecord
from steward.stream.activity.storage import engine

Account = tuple[str, str]  # realm, account id

#: Beyond this the memory of threads is dropped and built again from the database as needed.
_REMEMBERED = 500_000
_CHANNEL = ("id", "source_id", "key", "name", "kind", "description", "url", "private")
_THREAD = (
    "id", "source_id", "key", "channel_id", "title", "url", "is_question", "accepted_id", "posts", "participants",
    "seq",
)  # fmt: skip


class Forgotten(Exception):
    """Another process erased a member whose identity was remembered here."""


class Places:
    """The ids behind what a source's records name."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.identities: dict[Account, int | None] = {}  # None: erased, to be skipped
        self.channels: dict[str, int] = {}
        self.threads: dict[str, int] = {}
        self._accounts: dict[Account, int] = {}
        self._channels: dict[str, ChannelRecord] = {}
        self._threads: dict[str, ThreadRecord] = {}

    def account(self, account_id: str, realm: str = "") -> Account:
        """The key of an account: a record's empty realm is the source's own."""
        return realm or self.source.realm, account_id

    def meet(self, actor: Viewer, accounts: Iterable[AccountRecord], named: Iterable[Account]) -> None:
        """Learn the identities of announced accounts, and of accounts that records merely name."""
        seen: dict[Account, AccountSeen] = {}
        marks: dict[Account, int] = {}
        for record in accounts:
            key = self.account(record.account_id, record.realm)
            mark = hash(record)
            if self._accounts.get(key) != mark:
                seen[key] = _seen(self.source.service, key, record)
                marks[key] = mark
        for key in named:
            if key not in self.identities and key not in seen:
                seen[key] = AccountSeen(self.source.service, *key)
        if not seen:
            return
        found = upsert_identities(actor=actor, accounts=list(seen.values()))
        self._accounts |= marks
        for key in seen:
            self.identities[key] = found.get(key)

    def verify(self, ids: Collection[int]) -> None:
        """Raise `Forgotten` when an identity that was remembered is no longer there."""
        db = engine()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM members_identity WHERE {db.among('id')}", [db.listed(ids)])  # noqa: S608
            if cursor.fetchone()[0] != len(ids):
                raise Forgotten

    def open_channels(self, records: Iterable[ChannelRecord], named: Iterable[str]) -> None:
        """Make or update announced channels, and make those that records merely name."""
        wanted = {record.channel_id: record for record in records}
        fresh = {key: record for key, record in wanted.items() if self._channels.get(key) != record}
        for key in named:
            if key not in self.channels and key not in fresh:
                fresh[key] = ChannelRecord(key, "", "")
        if not fresh:
            return
        known = _existing("activity_channel", self.source.pk, fresh)
        new = [record for key, record in fresh.items() if key not in known]
        rows = [(record.channel_id, *_channel_values(record)) for record in new]
        self.channels |= known | _add("activity_channel", _CHANNEL, self.source.pk, rows)
        self._update_channels([record for key, record in wanted.items() if key in known and key in fresh])
        self._channels |= wanted

    def _update_channels(self, records: list[ChannelRecord]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE activity_channel SET name = %s, kind = %s, description = %s, url = %s, private = %s"
                " WHERE id = %s",
                [(*_channel_values(record), self.channels[record.channel_id]) for record in records],
            )

    def open_threads(self, records: Iterable[ThreadRecord], named: Mapping[str, ActivityRecord]) -> None:
        """Make or update announced threads, and make those that activities merely name (thread id → first activity)."""
        if len(self.threads) > _REMEMBERED:
            self.threads.clear()
            self._threads.clear()
        wanted = {record.thread_id: record for record in records}
        fresh = {key: record for key, record in wanted.items() if self._threads.get(key) != record}
        for key, activity in named.items():
            if key not in self.threads and key not in fresh:
                fresh[key] = ThreadRecord(key, activity.channel_id, activity.title)
        if not fresh:
            return
        known = _existing("activity_thread", self.source.pk, fresh)
        new = [record for key, record in fresh.items() if key not in known]
        again = [record for key, record in wanted.items() if key in known and key in fresh]
        seq = allocate("threads", len(new) + len(again))
        rows = [
            (record.thread_id, *self._thread_values(record), 0, 0, seq + number) for number, record in enumerate(new)
        ]
        self.threads |= known | _add("activity_thread", _THREAD, self.source.pk, rows)
        self._update_threads(again, seq + len(new))
        self._threads |= wanted

    def _update_threads(self, records: list[ThreadRecord], seq: int) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE activity_thread SET channel_id = %s, title = %s, url = %s, is_question = %s, accepted_id = %s,"
                " seq = %s WHERE id = %s",
                [
                    (*self._thread_values(record), seq + number, self.threads[record.thread_id])
                    for number, record in enumerate(records)
                ],
            )

    def _thread_values(self, record: ThreadRecord) -> tuple[Any, ...]:
        _, channel, title, url, is_question, accepted = record
        return self.channels[channel], title[:500], fitting(url), is_question, accepted


def _seen(service: str, key: Account, record: AccountRecord) -> AccountSeen:
    _, _, handle, name, email, verified, url, is_bot, created_at = record
    return AccountSeen(service, *key, handle, name, email, verified, url, is_bot, created_at)


def _channel_values(record: ChannelRecord) -> tuple[Any, ...]:
    key, name, kind, description, url, private = record
    return (name or key)[:255], kind or ChannelKind.ROOM.value, description, fitting(url), private


def fitting(url: str) -> str:
    """An address that is too long for its column is worth nothing when cut."""
    return url if len(url) <= 500 else ""


def _existing(table: str, source: int, keys: Iterable[str]) -> dict[str, int]:
    db = engine()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key, id FROM {table} WHERE source_id = %s AND {db.among('key')}",  # noqa: S608
            [source, db.listed(keys)],
        )
        return dict(cursor.fetchall())


def _add(table: str, columns: tuple[str, ...], source: int, rows: list[tuple[Any, ...]]) -> dict[str, int]:
    if not rows:
        return {}
    db = engine()
    ids = db.reserve(table, len(rows))
    db.insert(table, columns, [(pk, source, *row) for pk, row in zip(ids, rows, strict=True)])
    return {row[0]: pk for pk, row in zip(ids, rows, strict=True)}


def named_accounts(
    places: Places, activities: Iterable[ActivityRecord], stays: Iterable[MembershipRecord]
) -> set[Account]:
    """Every account that activities and memberships name."""
    own = places.source.realm
    named = {(record.realm or own, record.account_id) for record in activities if record.account_id}
    for stay in stays:
        named.add((stay.realm or own, stay.account_id))
        if stay.inviter_id:
            named.add((stay.realm or own, stay.inviter_id))
    return named
