"""Posts as they stand now, for the consumers that copy them elsewhere (stream, index)."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.square.forum.rules.touched import Touched

_CHUNK = 900


class Standing(NamedTuple):
    """A post with what it stands in."""

    pk: int
    topic_id: int
    number: int
    state: str
    source: str
    cooked: str
    created_at: datetime
    edited_at: datetime | None
    edits: int
    reply_to_id: int | None
    reply_to__origin: str | None
    origin: str | None
    author__realm: str | None
    author__account_id: str | None
    topic__category_id: int
    topic__title: str
    topic__kind: str
    topic__hidden_at: datetime | None
    topic__removed_at: datetime | None
    topic__waiting: bool
    topic__merged_into_id: int | None

    @property
    def is_shown(self) -> bool:
        """Whether everybody who sees the category reads it."""
        return (
            self.state == PostState.VISIBLE
            and self.topic__hidden_at is None
            and self.topic__removed_at is None
            and not self.topic__waiting
            and self.topic__merged_into_id is None
        )

    @property
    def is_first(self) -> bool:
        """Whether it opens its topic."""
        return self.number == 1


def parts(ids: Collection[int], size: int = _CHUNK) -> Iterator[list[int]]:
    """Sorted ids in portions every database binds."""
    ordered = sorted(ids)
    return (ordered[at : at + size] for at in range(0, len(ordered), size))


def touched_ids(touched: Touched) -> set[int]:
    """The ids of every post that may look different."""
    found = set(touched.posts)
    for some in parts(touched.whole):
        found.update(Post.objects.filter(topic__in=some).values_list("pk", flat=True))
    for some in parts(touched.topics - touched.whole):
        found.update(Post.objects.filter(topic__in=some, number=1).values_list("pk", flat=True))
    return found


def standing(ids: Collection[int]) -> list[Standing]:
    """The posts, in the order of their numbers."""
    rows = Post.objects.filter(pk__in=list(ids)).order_by("pk").values_list(*Standing._fields)
    return [Standing(*row) for row in rows]
