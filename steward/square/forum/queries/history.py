"""What a post said before, for who may read what it says now."""

from dataclasses import dataclass
from datetime import datetime

from steward.foundation.kernel.ruling import NotFound
from steward.people.joining.public import Face, faces
from steward.square.forum.models import Post, Revision
from steward.square.forum.rules.differences import Piece, differences
from steward.square.forum.rules.may import may_edit, may_moderate, may_see_post
from steward.square.forum.rules.rights import Standpoint


@dataclass(frozen=True, slots=True)
class Version:
    """What a post said from some moment on. Words of a hidden one are "" for who may not read them."""

    number: int
    title: str
    source: str
    editor: Face | None
    at: datetime
    reason: str
    is_hidden: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class History:
    """A post with everything it said, the first words first."""

    post: Post
    versions: list[Version]
    may_moderate: bool
    may_edit: bool

    def version(self, number: int) -> Version | None:
        """The version of that number, if the reader may know its words."""
        found = next((one for one in self.versions if one.number == number), None)
        return found if found and (self.may_moderate or not found.is_hidden) else None

    def before(self, number: int) -> Version | None:
        """The readable version before that one."""
        earlier = [one for one in self.versions if one.number < number and self.version(one.number)]
        return earlier[-1] if earlier else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions."""

    older: Version
    newer: Version
    title: list[Piece]
    words: list[Piece]


def post_for(standpoint: Standpoint, post_id: int) -> Post:
    """The post with topic and category. Raises NotFound for who may not read it."""
    post = Post.objects.select_related("topic__category").filter(pk=post_id).first()
    if post is None or not may_see_post(standpoint, post, post.topic, post.topic.category):
        raise NotFound
    return post


def history_of(standpoint: Standpoint, post_id: int) -> History:
    """Every version of the post; one that was never edited has one. Raises NotFound. Three queries."""
    post = post_for(standpoint, post_id)
    category = post.topic.category
    moderates = bool(may_moderate(standpoint, category))
    rows = list(Revision.objects.filter(post=post).order_by("number")) or [_only(post)]
    known = faces({row.editor_id for row in rows if row.editor_id})
    versions = [_version(row, known, post, words=moderates or row.hidden_at is None) for row in rows]
    return History(post, versions, moderates, bool(may_edit(standpoint, post, post.topic, category)))


def compared(older: Version, newer: Version) -> Comparison:
    """The differences of two versions, word by word."""
    title = differences(older.title, newer.title) if older.title != newer.title else []
    return Comparison(older, newer, title, differences(older.source, newer.source))


def words_at(post: Post, version: int) -> Revision | None:
    """What the post said as version so and so; None when that was not kept."""
    if version == post.version:
        return _only(post)
    return Revision.objects.filter(post=post, number=version).first()


def _only(post: Post) -> Revision:
    title = post.topic.title if post.number == 1 else ""
    return Revision(
        post=post, number=post.version, title=title, source=post.source, editor_id=post.author_id, at=post.created_at
    )


def _version(row: Revision, known: dict[int, Face], post: Post, *, words: bool) -> Version:
    return Version(
        number=row.number,
        title=row.title if words else "",
        source=row.source if words else "",
        editor=known.get(row.editor_id or 0),
        at=row.at,
        reason=row.reason if words else "",
        is_hidden=row.hidden_at is not None,
        is_now=row.number == post.version,
    )
