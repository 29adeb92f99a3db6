"""What one keeps."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from steward.people.joining.public import Face, faces
from steward.square.forum.enums import PostState
from steward.square.forum.models import Bookmark
from steward.square.forum.queries.places import places
from steward.square.forum.queries.topics import address
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.rules.words import words_of

SIZE = 30
_WORDS = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the page of bookmarks."""

    post_id: int
    url: str
    title: str
    topic_url: str
    words: str
    author: Face | None
    note: str
    remind_at: datetime | None
    at: datetime


def kept(standpoint: Standpoint) -> QuerySet[Bookmark]:
    """The viewer's bookmarks of posts that are shown to them, the latest first."""
    return (
        Bookmark.objects.filter(
            account=standpoint.account_id,
            post__state=PostState.VISIBLE,
            post__topic__category__in=places().open_to(standpoint),
            post__topic__hidden_at=None,
            post__topic__removed_at=None,
            post__topic__waiting=False,
        )
        .select_related("post__topic")
        .order_by("-at", "-pk")
    )


def lines(bookmarks: list[Bookmark]) -> list[Kept]:
    """The bookmarks as the page draws them: one query for the faces."""
    known = faces({row.post.author_id for row in bookmarks if row.post.author_id})
    return [
        Kept(
            post_id=row.post_id,
            url=f"/p/{row.post_id}/",
            title=row.post.topic.title,
            topic_url=address(row.post.topic),
            words=words_of(row.post.cooked)[:_WORDS],
            author=known.get(row.post.author_id or 0),
            note=row.note,
            remind_at=row.remind_at,
            at=row.at,
        )
        for row in bookmarks
    ]
