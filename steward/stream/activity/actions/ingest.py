"""Taking records into the stream: batches from importers, single ones from live connectors."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.members.public import Identity
from steward.stream.activity.events import BatchIngested
from steward.stream.activity.intake import late, stays, store
from steward.stream.activity.intake.fold import Row, fold
from steward.stream.activity.intake.places import Forgotten, Places, fitting, named_accounts
from steward.stream.activity.models import Source, StaleThread
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    ChannelRecord,
    MembershipRecord,
    Record,
    ThreadRecord,
)
from steward.stream.activity.storage import engine


@dataclass(slots=True)
class Counts:
    """What a batch did."""

    records: int = 0
    activities: int = 0  # stored for the first time
    changed: int = 0  # were here and were different
    unchanged: int = 0
    skipped: int = 0  # of people who were erased
    identities: int = 0  # new accounts
    memberships: int = 0  # stays made or completed


@dataclass(slots=True)
class _Batch:
    rows: dict[str, Row]
    fresh: list[Row]
    changed: dict[str, Row]
    before: dict[str, tuple[int | None, int | None, str]]  # identity, thread and parent of changed rows


class Ingestor:
    """Ingestion of one source over many batches; remembers identities, channels and threads between them.

    Who keeps one calls `settle` after the last batch; with `live`, settling is asked for after every batch.
    `exercise` names the drill that new rows belong to.

    One batch is one transaction. Two processes may ingest the same source at once: each batch holds the source's row.
    """

    def __init__(self, *, actor: Viewer, source: Source, exercise: str = "", live: bool = False) -> None:
        self.live = live
        self.actor = actor
        self.source = source
        self.exercise = exercise
        self.places = Places(source)

    def ingest(self, records: Sequence[Record], also: Callable[[Counts], None] | None = None) -> Counts:
        """Store a batch; `also` runs in its transaction. Raises Forbidden, and NotFound when the source is gone."""
        require(allowed(self.actor, "activity.import"))
        try:
            return self._commit(records, also)
        except Forgotten:
            return self._commit(records, also)

    def _commit(self, records: Sequence[Record], also: Callable[[Counts], None] | None) -> Counts:
        try:
            with transaction.atomic():
                counts = self._store(records)
                if also:
                    also(counts)
                if counts.activities or counts.changed or counts.memberships:
                    fact = BatchIngested(
                        self.source.pk, counts.activities, counts.changed, counts.identities, self.live
                    )
                    publish(fact, actor=self.actor.name)
        except BaseException:
            self.places = Places(self.source)
            raise
        return counts

    def _store(self, records: Sequence[Record]) -> Counts:
        if not Source.objects.select_for_update(no_key=True).filter(pk=self.source.pk).exists():
            raise NotFound
        accounts, channels, threads, activities, memberships = _sorted(records)
        counts = Counts(records=len(records))
        last = Identity.objects.aggregate(last=Max("pk"))["last"] or 0
        self.places.meet(self.actor, accounts, named_accounts(self.places, activities, memberships))
        counts.identities = Identity.objects.filter(pk__gt=last).count()
        kept = self._kept(activities)
        counts.skipped = len(activities) - len(kept)
        channel_keys = {record.channel_id for record in kept}
        channel_keys |= {record.channel_id for record in threads} | {record.channel_id for record in memberships}
        self.places.open_channels(channels, channel_keys)
        self.places.open_threads(threads, {record.thread_id: record for record in reversed(kept) if record.thread_id})
        self._keep_activities(kept, counts)
        counts.memberships = stays.keep(self.places, memberships)
        return counts

    def _kept(self, activities: list[ActivityRecord]) -> list[ActivityRecord]:
        identities, own = self.places.identities, self.source.realm
        return [
            record for record in activities
            if not record.account_id or identities[record.realm or own, record.account_id] is not None
        ]  # fmt: skip

    def _keep_activities(self, records: list[ActivityRecord], counts: Counts) -> None:
        if not records:
            return
        batch = self._fold(records)
        counts.activities, counts.changed = len(batch.fresh), len(batch.changed)
        counts.unchanged = len(batch.rows) - counts.activities - counts.changed
        for row, pk in zip(batch.fresh, engine().reserve(store.TABLE, len(batch.fresh)), strict=True):
            row.id = pk
        moved = [row for key, row in batch.changed.items() if row.parent_key != batch.before[key][2]]
        late.link(self.source.pk, [*batch.fresh, *moved], batch.rows)
        store.add(self.source.pk, batch.fresh, self.exercise)
        store.change(list(batch.changed.values()))
        # Our numbers in the stream keep erasures waiting until we commit; one that came before is seen here.
        self.places.verify({row.identity for row in (*batch.fresh, *batch.changed.values()) if row.identity})
        _follow_up(self.source.pk, batch)

    def _fold(self, records: list[ActivityRecord]) -> _Batch:
        now = clock.now()
        rows = store.load(self.source.pk, {record.source_id for record in records})
        batch = _Batch(rows, [], {}, {})
        for record in records:
            new = self._row(record, now)
            row = rows.get(new.key)
            if row is None:
                rows[new.key] = new
                batch.fresh.append(new)
                continue
            before = (row.identity, row.thread, row.parent_key)
            if fold(row, new) and row.id:
                batch.changed[row.key] = row
                batch.before.setdefault(row.key, before)
        return batch

    def _row(self, record: ActivityRecord, now: datetime) -> Row:
        (key, kind, at, channel, account, realm, parent, thread, title, body, markup, form, url, edited, deleted,
         reactions, views) = record  # fmt: skip
        places = self.places
        if deleted:
            title = body = url = ""
        return Row(
            key, kind, form, at, places.channels[channel],
            places.identities[realm or self.source.realm, account] if account else None,
            places.threads[thread] if thread else None,
            parent, title[:500], body, markup, fitting(url), reactions, views, edited,
            (edited or now) if deleted else None, 1 if edited else 0,
        )  # fmt: skip


def _sorted(
    records: Iterable[Record],
) -> tuple[list[AccountRecord], list[ChannelRecord], list[ThreadRecord], list[ActivityRecord], list[MembershipRecord]]:
    accounts: list[AccountRecord] = []
    channels: list[ChannelRecord] = []
    threads: list[ThreadRecord] = []
    activities: list[ActivityRecord] = []
    memberships: list[MembershipRecord] = []
    for record in records:
        if isinstance(record, ActivityRecord):
            activities.append(record)
        elif isinstance(record, AccountRecord):
            accounts.append(record)
        elif isinstance(record, ThreadRecord):
            threads.append(record)
        elif isinstance(record, ChannelRecord):
            channels.append(record)
        elif isinstance(record, MembershipRecord):
            memberships.append(record)
    return accounts, channels, threads, activities, memberships


def _follow_up(source: int, batch: _Batch) -> None:
    """What a batch changes outside its own rows: waiting answers, threads left behind, answers of a new author."""
    gained, left, renamed = set(), set(), set()
    for key, row in batch.changed.items():
        identity, thread, _ = batch.before[key]
        if row.thread != thread:
            if thread is None:
                gained.add(row.id)
            else:
                left.add(thread)
        if row.identity != identity:
            renamed.add(row.id)
    changed = late.adopt(source, batch.fresh, gained)
    if renamed:
        changed |= set(late.answers(renamed))
    store.restamp(changed)
    StaleThread.objects.bulk_create([StaleThread(thread_id=pk) for pk in sorted(left)], ignore_conflicts=True)


def ingest(
    *, actor: Viewer, source: Source, records: Sequence[Record], also: Callable[[Counts], None] | None = None
) -> Counts:
    """Store one batch of records (about 2,000 to 5,000, in any mix) in one transaction, in which `also` runs too.

    Idempotent by (source, key); what a second, different record of an activity does is said in `intake.fold`.
    Records of erased people are skipped. For many batches keep one `Ingestor`. Raises Forbidden and NotFound.
    """
    return Ingestor(actor=actor, source=source, live=True).ingest(records, also)


def record(*, actor: Viewer, source: Source, activity: ActivityRecord) -> Counts:
    """Store one thing somebody did."""
    return ingest(actor=actor, source=source, records=[activity])
