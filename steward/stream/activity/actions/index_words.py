"""Making what is said findable: the consumers `search.activity` and `search.thread`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from steward.foundation.journal.public import advance
from steward.foundation.search.public import Text, index, indexed, remove
from steward.stream.activity.cooking import words_of
from steward.stream.activity.enums import Kind
from steward.stream.activity.models import Activity, Thread

CONSUMER, TITLES = "search.activity", "search.thread"
#: The names under which the index keeps messages and titles of threads.
MESSAGE, THREAD = "activity", "thread"
INDEXED = (Kind.POST, Kind.COMMENT, Kind.REVIEW, Kind.COMMIT, Kind.CHANGE)
_BATCH = 2_000
_CHUNK = 20_000


class _Said(NamedTuple):
    seq: int
    id: int
    kind: str
    occurred_at: datetime
    title: str
    body: str
    markup: str
    deleted_at: datetime | None


def index_words(limit: int | None = None, report: Callable[[int], None] | None = None) -> int:
    """Bring the index up to the end of the stream, or by `limit` rows; returns the rows read.

    One transaction for each batch of 2,000, the cursor moves in it: safe to kill at any moment. `report` is called
    after each batch with the rows read so far, and may raise to stop.
    """
    done = 0
    for follow in (_follow_titles, _follow_said):
        while limit is None or done < limit:
            taken = follow(_BATCH if limit is None else min(_BATCH, limit - done))
            if not taken:
                break
            done += taken
            if report:
                report(done)
    return done


def _follow_titles(batch: int) -> int:
    return advance(TITLES, _titles, _index_titles, batch=batch)


def _follow_said(batch: int) -> int:
    return advance(CONSUMER, _said, _index_said, batch=batch)


def forget_words(member_id: int) -> int:
    """This room's eraser for the index: called before the member's identities and words go; returns the entries."""
    said = Activity.objects.filter(identity__member=member_id, kind__in=INDEXED).order_by("pk")
    opened = Thread.objects.filter(opener__member=member_id)
    mine = set(said.values_list("pk", flat=True))
    titles = set(opened.values_list("pk", flat=True))
    titles |= set(said.filter(thread__isnull=False, parent=None).values_list("thread", flat=True))
    return remove(MESSAGE, mine) + remove(THREAD, titles)


def sweep_words() -> int:
    """Take out what the stream does not have any more (a source was removed); returns the entries."""
    removed = 0
    for name, model in ((MESSAGE, Activity), (THREAD, Thread)):
        after = 0
        while ids := indexed(name, after=after, limit=_CHUNK):
            alive = model.objects.filter(pk__gt=after, pk__lte=ids[-1]).values_list("pk", flat=True)
            removed += remove(name, set(ids) - set(alive))
            after = ids[-1]
    return removed


def _said(after: int, limit: int) -> list[_Said]:
    rows = Activity.objects.filter(seq__gt=after).order_by("seq").values_list(*_Said._fields)[:limit]
    return [_Said(*row) for row in rows]


def _index_said(rows: Sequence[_Said]) -> None:
    spoken = [row for row in rows if row.kind in INDEXED]
    texts = [
        Text(row.id, row.occurred_at, f"{row.title}\n{words_of(row.body, row.markup)}")
        for row in spoken
        if row.deleted_at is None and (row.title or row.body)
    ]
    index(MESSAGE, texts)
    said = {text.object_id for text in texts}
    remove(MESSAGE, [row.id for row in spoken if row.id not in said])


def _titles(after: int, limit: int) -> list[Thread]:
    found = Thread.objects.filter(seq__gt=after).order_by("seq").only("id", "seq", "title", "opened_at")
    return list(found[:limit])


def _index_titles(threads: Sequence[Thread]) -> None:
    """A thread that is not counted yet stands at the epoch of the index; its title is found all the same."""
    index(THREAD, [Text(thread.pk, thread.opened_at or _EPOCH, thread.title) for thread in threads])


_EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
