"""Storing a batch: the records, what could not be read, and how far the import is, in one transaction."""

import time
from collections.abc import Sequence

from django.db import DataError, transaction
from django.db.models import F

from steward.foundation.jobs.public import Cancelled, Interrupted, this_process
from steward.foundation.kernel.text import cut
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import Counts, Ingestor, Source
from steward.stream.activity.records import BadRecord, Record
from steward.stream.channels.models import Import, Quarantined
from steward.stream.channels.reading import Batch

#: What the database raises on a value it cannot hold.
_POISON = (DataError, ValueError, TypeError, OverflowError)


class Storing:
    """Stores the batches of one run. Part of `run_import`, which has authorised it."""

    def __init__(self, run: Import, source: Source, began: float) -> None:
        self.run = run
        self.expected = run.expected
        self._ingestor = Ingestor(actor=SYSTEM, source=source)
        self._counted_until = began
        self._me = this_process()

    def store(self, batch: Batch, expected: int | None) -> None:
        """Store one batch. Raises `Cancelled` or `Interrupted`, with nothing of the batch stored, when told to stop."""
        self.expected = expected
        now = time.monotonic()
        try:
            if batch.good:
                self._ingestor.ingest(batch.good, lambda counts: self._note(batch, batch.bad, [counts], now))
            else:
                self._note(batch, batch.bad, [], now)
        except _POISON:
            self._sift(batch, now)
        self._counted_until = now

    def _sift(self, batch: Batch, now: float) -> None:
        """Store a batch that holds something the database cannot hold; that goes into quarantine."""
        counts: list[Counts] = []
        with transaction.atomic():
            bad = self._halve(batch.good, counts)
            self._note(batch, [*batch.bad, *bad], counts, now)

    def _halve(self, records: Sequence[Record], counts: list[Counts]) -> list[BadRecord]:
        """Store the records, in ever smaller parts where a part cannot be stored; returns those that cannot."""
        try:
            with transaction.atomic():
                counts.append(self._ingestor.ingest(records))
        except _POISON as error:
            if len(records) == 1:
                raw = cut(repr(records[0]), 10_000)
                return [BadRecord(self.run.filename, "", "wrong-type", cut(str(error), 500), raw)]
            middle = len(records) // 2
            return self._halve(records[:middle], counts) + self._halve(records[middle:], counts)
        return []

    def _note(self, batch: Batch, bad: Sequence[BadRecord], counts: Sequence[Counts], now: float) -> None:
        """Keep what could not be read and move the import on; runs in the batch's transaction."""
        with transaction.atomic():
            fresh = self._quarantine(bad)
            self._move(batch, len(batch.good) + len(batch.bad) - len(bad), fresh, counts, now)

    def _quarantine(self, bad: Sequence[BadRecord]) -> int:
        """Keep what could not be read, each once however often the file is read; returns how many are new."""
        if not bad:
            return 0
        run, reading = self.run, self.run.readings
        known = {}
        if reading > 1:
            files = {record.file[:1000] for record in bad}
            rows = run.quarantine.filter(file__in=files, reading__lt=reading)
            known = {(row.file, row.position, row.reason): row for row in rows}
        new = []
        for record in bad:
            row = known.pop((record.file[:1000], record.position[:80], record.reason), None)
            new.append(_row(run, record, row, reading))
        Quarantined.objects.bulk_create([row for row in new if row.pk is None])
        again = [row for row in new if row.pk is not None]
        Quarantined.objects.bulk_update(again, ["reading", "detail", "raw", "resolved_at"])
        return len(new) - len(again)

    def _move(self, batch: Batch, good: int, fresh: int, counts: Sequence[Counts], now: float) -> None:
        mine = Import.objects.filter(pk=self.run.pk, worker=self._me, state=Import.State.RUNNING)
        moved = mine.filter(cancel_requested=False).update(
            position=batch.position,
            expected=self.expected,
            records=F("records") + good,
            activities=F("activities") + sum(count.activities for count in counts),
            changed=F("changed") + sum(count.changed for count in counts),
            members=F("members") + sum(count.identities for count in counts),
            quarantined=F("quarantined") + fresh,
            seconds=F("seconds") + (now - self._counted_until),
        )
        if not moved:
            raise Cancelled if mine.exists() else Interrupted


def _row(run: Import, record: BadRecord, known: Quarantined | None, reading: int) -> Quarantined:
    row = known or Quarantined(run=run, file=record.file[:1000], position=record.position[:80], reason=record.reason)
    row.detail, row.raw, row.reading, row.resolved_at = record.detail, record.raw, reading, None
    return row
