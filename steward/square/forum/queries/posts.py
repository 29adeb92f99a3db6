"""The posts of a topic, a page at a time.

Pages are made of the posts everybody sees; who sees more (the team, authors of posts that wait) sees the others
between them, so that a page is the same stretch of numbers for everybody.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from markupsafe import Markup

from steward.people.joining.public import Face, faces
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post, Quotation
from steward.square.forum.queries.topics import TopicRow

#: Posts on one page of a topic.
SIZE = 20
#: Faces shown of those who took part.
FACES = 12


@dataclass(frozen=True, slots=True)
class Pointer:
    """Another post of the topic that this one answers or is quoted by."""

    id: int
    number: int
    author: Face | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as pages draw it; fields are named like the model's, people are faces. `row` is for rules."""

    row: Post
    id: int
    number: int
    topic_id: int
    state: str
    state_reason: str
    author: Face | None
    author_id: int | None
    cooked: Markup
    created_at: datetime
    edited_at: datetime | None
    edits: int
    version: int
    via: str
    reactions: dict[str, int]
    reactions_count: int
    is_answer: bool
    is_starter: bool  # written by who opened the topic
    reply_to: Pointer | None
    quoted_by: tuple[Pointer, ...]

    @property
    def pk(self) -> int:
        """As models say it."""
        return self.id

    @property
    def is_first(self) -> bool:
        """Whether it opens the topic."""
        return self.number == 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """One page of a topic: its visible posts, and the numbers it reaches over (`until` is not in it any more)."""

    posts: tuple[PostRow, ...]
    answer: PostRow | None  # the accepted answer, on the first page
    page: int
    pages: int
    since: int
    until: int | None
    people: tuple[Face, ...]
    days: tuple[date, date]  # of the first and the last post

    @property
    def last_number(self) -> int:
        """The number up to which who reads the page has read."""
        return self.until - 1 if self.until else max((post.number for post in self.posts), default=0)


def shown(topic_id: int) -> QuerySet[Post]:
    """The posts everybody sees, in their order."""
    return Post.objects.filter(topic=topic_id, state=PostState.VISIBLE).order_by("number")


def stretch(topic: TopicRow, page: int) -> Stretch | None:
    """A page of a topic, None when there is no such page. The number of queries does not depend on the posts."""
    pages = max(1, -(-topic.posts_count // SIZE))
    start = (page - 1) * SIZE
    found = list(shown(topic.id)[start : start + SIZE + 1]) if page >= 1 else []
    if page > max(pages, 1) and not found:
        return None
    following = found.pop() if len(found) > SIZE else None
    accepted = topic.row.accepted_id
    extra = list(Post.objects.filter(pk=accepted, state=PostState.VISIBLE)) if accepted and page == 1 else []
    people = _people(topic.id)
    rows = post_rows(topic, [*found, *extra], people)
    ends = Post.objects.filter(topic=topic.id).aggregate(first=Min("created_at"), last=Max("created_at"))
    return Stretch(
        posts=tuple(rows[: len(found)]),
        answer=rows[-1] if extra else None,
        page=page,
        pages=max(pages, page + 1 if following else page),
        since=0 if page == 1 else found[0].number if found else 0,
        until=following.number if following else None,
        people=tuple(_faces_of(people)),
        days=((ends["first"] or topic.created_at).date(), (ends["last"] or topic.created_at).date()),
    )


def _people(topic_id: int) -> list[int]:
    """Who wrote most in the topic."""
    counted = shown(topic_id).exclude(author=None).order_by().values("author").annotate(n=Count("pk"))
    return list(counted.order_by("-n", "author").values_list("author", flat=True)[:FACES])


def _faces_of(people: list[int]) -> Iterable[Face]:
    known = faces(people) if people else {}
    return (known[pk] for pk in people if pk in known)


def post_rows(topic: TopicRow, posts: Iterable[Post], more_people: Iterable[int] = ()) -> list[PostRow]:
    """Posts with faces, what they answer and what quotes them: at most three queries, none for none.

    Back-links are those of the same topic: what stands in another category may not be for everybody's eyes.
    """
    posts = list(posts)
    if not posts:
        return []
    quoting = defaultdict(list)
    links = Quotation.objects.filter(quoted__in=[post.pk for post in posts], post__topic=topic.id)
    for link in links.filter(post__state=PostState.VISIBLE).select_related("post").order_by("post__number"):
        quoting[link.quoted_id].append(link.post)
    answered = [post.reply_to_id for post in posts if post.reply_to_id]
    before = {post.pk: post for post in Post.objects.filter(pk__in=answered, topic=topic.id, state=PostState.VISIBLE)}
    related = [*posts, *before.values(), *(post for found in quoting.values() for post in found)]
    ids = {post.author_id for post in related if post.author_id} | set(more_people)
    known = faces(ids) if ids else {}
    return [_row(topic, post, known, before, quoting[post.pk]) for post in posts]


def _row(topic: TopicRow, post: Post, known: dict[int, Face], before: dict[int, Post], quoting: list[Post]) -> PostRow:
    def pointer(other: Post) -> Pointer:
        return Pointer(other.pk, other.number, known.get(other.author_id or 0))

    values: dict[str, Any] = {
        name: getattr(post, name)
        for name in (
            "number", "topic_id", "state", "state_reason", "author_id", "created_at", "edited_at", "edits", "version",
            "via", "reactions_count",
        )
    }  # fmt: skip
    answered = before.get(post.reply_to_id or 0)
    return PostRow(
        **values,
        row=post,
        id=post.pk,
        author=known.get(post.author_id or 0),
        cooked=Markup(post.cooked),  # noqa: S704 — made safe when it was written
        reactions={emoji: count for emoji, count in post.reactions.items() if count},
        is_answer=topic.row.accepted_id == post.pk,
        is_starter=post.author_id is not None and post.author_id == topic.row.author_id,
        # The post right before needs no pointer.
        reply_to=pointer(answered) if answered and answered.number not in {1, post.number - 1} else None,
        quoted_by=tuple(pointer(other) for other in quoting),
    )


def page_of(topic_id: int, number: int) -> int:
    """The page on which the post with this number stands (or would, were it seen by everybody)."""
    return shown(topic_id).filter(number__lt=number).count() // SIZE + 1


def number_on(topic_id: int, day_begins: datetime) -> int:
    """The number of the first post written at or after that moment; of the last one when there is none."""
    rows = shown(topic_id)
    found = rows.filter(created_at__gte=day_begins).values_list("number", flat=True).first()
    return found or rows.order_by("-number").values_list("number", flat=True).first() or 1


def unseen(topic_id: int, since: int, until: int | None) -> QuerySet[Post]:
    """The posts of a stretch that not everybody sees."""
    rows = Post.objects.filter(topic=topic_id, number__gte=since).exclude(state=PostState.VISIBLE)
    return (rows.filter(number__lt=until) if until else rows).order_by("number")
