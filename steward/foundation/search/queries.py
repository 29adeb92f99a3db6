"""Asking the index."""

from collections.abc import Sequence

from steward.foundation.search.models import Document
from steward.foundation.search.storage import storage
from steward.foundation.search.tokens import phrases


def find(query: str, kinds: Sequence[str], *, limit: int = 50, offset: int = 0) -> list[tuple[str, int]]:
    """The newest objects having every word of the query, as (kind, object id). An empty query finds nothing.

    Whoever shows them loads them by a query that starts from the viewer.
    """
    asked = phrases(query)
    if not asked or not kinds:
        return []
    condition, parameters = storage().condition(asked)
    kinds_sql = ", ".join(["%s"] * len(kinds))
    sql = (
        f"SELECT id, kind, object_id FROM search_document WHERE kind IN ({kinds_sql}) AND {condition} "  # noqa: S608 — only our own words
        "ORDER BY at DESC, id DESC LIMIT %s OFFSET %s"
    )
    return [(row.kind, row.object_id) for row in Document.objects.raw(sql, [*kinds, *parameters, limit, offset])]


def count(query: str, kinds: Sequence[str], *, at_most: int = 10_000) -> int:
    """How many objects have every word of the query, counting no further than `at_most`."""
    return len(find(query, kinds, limit=at_most))


def indexed(kind: str, *, after: int = 0, limit: int = 10_000) -> list[int]:
    """Which objects of a kind are in the index: their ids above `after`, in order. For clearing up."""
    found = Document.objects.filter(kind=kind, object_id__gt=after).order_by("object_id")
    return list(found.values_list("object_id", flat=True)[:limit])
