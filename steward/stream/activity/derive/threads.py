"""The consumer `activity.threads`: who opened a thread, when it was answered first, how large it is."""

from collections.abc import Collection, Sequence

from django.db import connection, transaction

from steward.foundation.journal.public import advance
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.models import StaleThread
from steward.stream.activity.queries.stream import StreamRow, read_stream
from steward.stream.activity.storage import engine

CONSUMER = "activity.threads"
#: Large, because a thread is counted again for each batch that touches it.
_BATCH = 20_000

#: Members, not identities, take part: two accounts of one person do not answer each other. Who has no identity
#: (a system line, an erased person) counts as nobody: such a row is a post, but neither participant nor response.
_RECOUNT = """
UPDATE activity_thread SET opener_id = found.opener_id, opened_at = found.opened_at, last_at = found.last_at,
    posts = found.posts, participants = found.participants, first_response_at = found.first_response_at
FROM (
    SELECT s.thread_id AS id, MIN(CASE WHEN s.place = 1 THEN s.identity_id END) AS opener_id,
        MIN(s.occurred_at) AS opened_at, MAX(s.occurred_at) AS last_at, COUNT(*) AS posts,
        COUNT(DISTINCT s.member_id) AS participants,
        MIN(CASE WHEN s.member_id <> s.opener THEN s.occurred_at END) AS first_response_at
    FROM (
        SELECT a.thread_id, a.identity_id, a.occurred_at, i.member_id,
            ROW_NUMBER() OVER (PARTITION BY a.thread_id ORDER BY a.occurred_at, a.id) AS place,
            FIRST_VALUE(COALESCE(i.member_id, 0)) OVER (PARTITION BY a.thread_id ORDER BY a.occurred_at, a.id) AS opener
        FROM activity_activity a LEFT JOIN members_identity i ON i.id = a.identity_id
        WHERE {among_rows} AND a.deleted_at IS NULL AND a.kind IN ({kinds})
    ) s GROUP BY s.thread_id
) found WHERE found.id = activity_thread.id
"""

_EMPTY = """
UPDATE activity_thread SET opener_id = NULL, opened_at = NULL, last_at = NULL, posts = 0, participants = 0,
    first_response_at = NULL
WHERE {among_threads} AND NOT EXISTS (
    SELECT 1 FROM activity_activity a
    WHERE a.thread_id = activity_thread.id AND a.deleted_at IS NULL AND a.kind IN ({kinds})
)
"""


def recount(threads: Collection[int]) -> None:
    """Derive the counts of these threads again."""
    if not threads:
        return
    db = engine()
    kinds = ", ".join(f"'{kind.value}'" for kind in SPEAKING)
    listed = db.listed(sorted(threads))
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT.format(among_rows=db.among("a.thread_id"), kinds=kinds), [listed])
        cursor.execute(_EMPTY.format(among_threads=db.among("activity_thread.id"), kinds=kinds), [listed])


def follow_threads(*, batch: int = _BATCH) -> int:
    """Recount the threads of one batch of changed rows; 0 when there is nothing left to do."""
    return advance(CONSUMER, read_stream, _recount_rows, batch=batch) or _recount_stale(batch)


def _recount_rows(rows: Sequence[StreamRow]) -> None:
    recount({row.thread_id for row in rows if row.thread_id is not None})


@transaction.atomic
def _recount_stale(batch: int) -> int:
    stale = list(StaleThread.objects.select_for_update().order_by("pk").values_list("pk", flat=True)[:batch])
    recount(stale)
    StaleThread.objects.filter(pk__in=stale).delete()
    return len(stale)
