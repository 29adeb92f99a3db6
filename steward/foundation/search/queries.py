"""Asking the index."""

from collections.abc import Sequence

from django.db.models.expressions import RawSQL

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


def matching(kind: str, query: str, without: str = "") -> RawSQL | None:
    """The ids of a kind's objects having every word of `query` and none of `without`, for `filter(pk__in=…)`.

    So who may see what, filters, order and counts are one statement of the database. None when the query has no word.
    """
    asked = phrases(query)
    if not asked:
        return None
    condition, parameters = storage().condition(asked, phrases(without))
    sql = f"SELECT object_id FROM search_document WHERE kind = %s AND {condition}"  # noqa: S608 — only our own words
    return RawSQL(sql, [kind, *parameters])  # noqa: S611


def is_common(query: str, number: int) -> bool:
    """Whether so many documents (of any kind) have every word that listing them all would take long."""
    asked = phrases(query)
    return bool(asked) and storage().reached(asked, number)


def having(kind: str, object_ids: Sequence[int], query: str, without: str = "") -> set[int]:
    """Which of these objects have every word of `query` and none of `without`: for walking through what is sorted.

    The way for common words, of which `matching` would list all before the first is shown.
    """
    asked = phrases(query)
    numbers: dict[int, int] = {}
    if not asked:
        return set()
    for at in range(0, len(object_ids), 900):
        rows = Document.objects.filter(kind=kind, object_id__in=object_ids[at : at + 900])
        numbers.update(rows.values_list("pk", "object_id"))
    return {numbers[pk] for pk in storage().among(list(numbers), asked, phrases(without))}


def count(query: str, kinds: Sequence[str], *, at_most: int = 10_000) -> int:
    """How many objects have every word of the query, counting no further than `at_most`."""
    return len(find(query, kinds, limit=at_most))


def indexed(kind: str, *, after: int = 0, limit: int = 10_000) -> list[int]:
    """Which objects of a kind are in the index: their ids above `after`, in order. For clearing up."""
    found = Document.objects.filter(kind=kind, object_id__gt=after).order_by("object_id")
    return list(found.values_list("object_id", flat=True)[:limit])
