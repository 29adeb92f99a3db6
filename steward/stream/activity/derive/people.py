"""The consumers `activity.seen` and `activity.merges`.

The first keeps when members were first and last seen; the second finds threads whose participants are different
people now.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from steward.foundation.journal.public import Fact, advance
from steward.people.members.events import MembersMerged, MergeUndone
from steward.people.members.public import touch_seen
from steward.stream.activity.queries.stream import StreamRow, read_stream
from steward.stream.activity.storage import engine

SEEN, MERGES = "activity.seen", "activity.merges"
_FACTS = (MembersMerged.type, MergeUndone.type)
_BATCH, _MERGES = 20_000, 500


def follow_seen(*, batch: int = _BATCH) -> int:
    """Widen first and last seen by one batch of changed rows."""
    return advance(SEEN, read_stream, _see, batch=batch)


def _see(rows: Sequence[StreamRow]) -> None:
    spans: dict[int, tuple[datetime, datetime]] = {}
    for row in rows:
        if row.identity_id is None or row.deleted_at is not None or row.exercise:
            continue
        first, last = spans.get(row.identity_id, (row.occurred_at, row.occurred_at))
        spans[row.identity_id] = min(first, row.occurred_at), max(last, row.occurred_at)
    if spans:
        touch_seen(spans)


def follow_merges() -> int:
    """Mark the threads of members that were merged or parted; `activity.threads` counts them again."""
    return advance(MERGES, _facts, _mark, batch=_MERGES)


def _facts(after: int, limit: int) -> list[Fact]:
    return list(Fact.objects.filter(seq__gt=after, type__in=_FACTS).order_by("seq")[:limit])


def _mark(facts: Sequence[Fact]) -> None:
    fields = ("member_id", "absorbed_id", "restored_id")
    members = {fact.data[field] for fact in facts for field in fields if field in fact.data}
    db = engine()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO activity_stalethread (thread_id) SELECT DISTINCT a.thread_id FROM members_identity i "  # noqa: S608
            f"JOIN activity_activity a ON a.identity_id = i.id WHERE {db.among('i.member_id')} "
            "AND a.thread_id IS NOT NULL ON CONFLICT DO NOTHING",
            [db.listed(members)],
        )
