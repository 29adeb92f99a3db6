"""After arrival: the consumer `screening.activity` screens what other channels bring."""

import time
from collections.abc import Sequence
from datetime import timedelta

from steward.care.screening.actions.screen_draft import weigh
from steward.care.screening.actions.write_hits import write_hits
from steward.care.screening.queries.compiled import Compiled, compiled
from steward.care.screening.queries.messages import Said, read_said
from steward.care.screening.queries.reader import Reader, own_sources
from steward.care.screening.records import Subject
from steward.foundation.journal.public import advance
from steward.foundation.kernel import clock
from steward.stream.activity.enums import SPEAKING

CONSUMER = "screening.activity"
#: Rows in one transaction.
_BATCH = 1_000
#: What happened longer ago is history that was imported: rules are rehearsed on it, not let loose.
FRESH = timedelta(days=3)


def follow(seconds: float = 40.0) -> int:
    """Screen what the stream brought since the last time, for at most so long; returns the rows read.

    Safe to kill and to replay at any moment: hits and cursor are one transaction, and the same words are one hit.
    """
    done, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        taken = advance(CONSUMER, read_said, _screen, batch=_BATCH)
        if not taken:
            break
        done += taken
    return done


def _screen(rows: Sequence[Said]) -> None:
    """The square's own posts were screened before they were published."""
    now = compiled()
    since = clock.now() - FRESH
    said = [
        row
        for row in rows
        if row.kind in SPEAKING and row.deleted_at is None and not row.exercise and row.occurred_at >= since
    ]
    if now.screener is None or not said:
        return
    own = own_sources()
    _screen_said([row for row in said if row.source_id not in own], now)


def _screen_said(rows: list[Said], now: Compiled) -> None:
    if not rows or now.screener is None:
        return
    messages = Reader(now.needs, min(row.occurred_at for row in rows)).messages(rows)
    for row, message, found in zip(rows, messages, now.screener.screen_many(messages), strict=True):
        if found:
            subject = Subject("activity", row.id, row.identity_id, message.place, message)
            write_hits(weigh(found, now), subject)
