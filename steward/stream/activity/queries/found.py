"""Full-text search over everything said, in Chinese and English."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from steward.foundation.kernel.ruling import require
from steward.foundation.search.public import count, find, snippet
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.cooking import words_of
from steward.stream.activity.models import Activity, Thread
from steward.stream.activity.queries.conversations import between, name_untitled

PAGE = 50
#: With a filter, this many of the newest hits are looked through.
DEEP = 10_000
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A message with the words in it."""

    activity: Activity
    snippet: SafeString
    title: SafeString | str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Where and when to look; nothing set means everywhere, always."""

    source: int = 0
    channel: int = 0
    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        """Whether anything is set."""
        return bool(self.source or self.channel or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, the newest first; `total` counts no further than `COUNTED`, `more` says that there are more."""

    hits: list[Hit]
    total: int
    more: bool
    number: int
    pages: int


def search_messages(viewer: Viewer, query: str, narrowing: Narrowing, number: int = 1) -> Hits:
    """Messages having every word of the query. Raises Forbidden."""
    require(allowed(viewer, "activity.view"))
    if narrowing:
        ids = _narrowed(query, narrowing)
        total = len(ids)
    else:
        total, ids = count(query, ["activity"], at_most=COUNTED), []
    pages = max(1, -(-total // PAGE))
    start = (min(max(number, 1), pages) - 1) * PAGE
    if not narrowing:
        ids = [pk for _kind, pk in find(query, ["activity"], limit=PAGE, offset=start)]
        start = 0
    hits = [_hit(row, query) for row in _rows(ids[start : start + PAGE])]
    return Hits(hits, min(total, COUNTED), total >= COUNTED, min(max(number, 1), pages), pages)


def search_threads(viewer: Viewer, query: str, limit: int = 8) -> list[Thread]:
    """Threads whose title has the words, then threads in which somebody said them; the newest first."""
    require(allowed(viewer, "activity.view"))
    found = find(query, ["thread"], limit=limit)
    ids = [pk for _kind, pk in found]
    if len(ids) < limit:
        said = [pk for _kind, pk in find(query, ["activity"], limit=limit * 5)]
        inside = dict(Activity.objects.filter(pk__in=said, thread__posts__gt=0).values_list("pk", "thread"))
        ids += dict.fromkeys(thread for pk in said if (thread := inside.get(pk)) and thread not in ids)
    threads = Thread.objects.select_related("channel", "source").in_bulk(ids[:limit])
    rows = [threads[pk] for pk in ids[:limit] if pk in threads]
    name_untitled(rows)
    return rows


def titled_threads(viewer: Viewer, query: str, limit: int = 5) -> list[Thread]:
    """Threads whose title has the words."""
    require(allowed(viewer, "activity.view"))
    ids = [pk for _kind, pk in find(query, ["thread"], limit=limit)]
    threads = Thread.objects.select_related("channel", "source").filter(posts__gt=0).in_bulk(ids)
    return [threads[pk] for pk in ids if pk in threads]


def _narrowed(query: str, narrowing: Narrowing) -> list[int]:
    ids = [pk for _kind, pk in find(query, ["activity"], limit=DEEP)]
    rows = between(Activity.objects.filter(pk__in=ids), "occurred_at", narrowing.since, narrowing.until)
    if narrowing.source:
        rows = rows.filter(source=narrowing.source)
    if narrowing.channel:
        rows = rows.filter(channel=narrowing.channel)
    kept = set(rows.values_list("pk", flat=True))
    return [pk for pk in ids if pk in kept]


def _rows(ids: list[int]) -> list[Activity]:
    related = ("identity__member", "channel", "source", "thread")
    rows = Activity.objects.filter(deleted_at=None).select_related(*related).defer("channel__description").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _hit(row: Activity, query: str) -> Hit:
    title = row.title or (row.thread.title if row.thread else "")
    return Hit(row, snippet(words_of(row.body, row.markup), query, 220), snippet(title, query, 120) if title else "")
