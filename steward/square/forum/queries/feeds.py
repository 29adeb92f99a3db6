"""What feeds and the sitemap tell: only what everybody may read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from steward.foundation.kernel.text import cut
from steward.people.access.public import NOBODY
from steward.people.joining.public import faces
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post, Topic, TopicTag
from steward.square.forum.queries.places import Places
from steward.square.forum.queries.topics import address, visible
from steward.square.forum.rules.rights import Standpoint

ENTRIES = 30
#: Addresses in one file of the sitemap: what the protocol allows.
SITEMAP_SIZE = 50_000
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `path` and `author_path` begin with a slash."""

    key: str
    path: str
    title: str
    author: str
    author_path: str
    html: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...]


def public_categories(places: Places) -> frozenset[int]:
    """The categories everybody may read."""
    return places.open_to(Standpoint(NOBODY))


def topic_entries(categories: Iterable[int], tag: int = 0) -> list[Entry]:
    """The newest topics of these categories (with this tag), each with its first post: four queries."""
    rows = visible(categories)
    if tag:
        rows = rows.filter(pk__in=TopicTag.objects.filter(tag=tag).values("topic"))
    topics = list(rows.order_by("-created_at", "-pk")[:ENTRIES])
    first = Post.objects.filter(topic__in=[topic.pk for topic in topics], number=1, state=PostState.VISIBLE)
    posts = {post.topic_id: post for post in first}
    known = faces({topic.author_id for topic in topics if topic.author_id})
    tags: dict[int, list[str]] = {topic.pk: [] for topic in topics}
    for link in TopicTag.objects.filter(topic__in=tags).select_related("tag").order_by("pk"):
        tags[link.topic_id].append(link.tag.name)
    entries = []
    for topic in topics:
        post, face = posts.get(topic.pk), known.get(topic.author_id or 0)
        entries.append(
            Entry(
                f"topic:{topic.pk}", address(topic), topic.title, face.name if face else "",
                f"/people/{face.member_id}/" if face else "", post.cooked if post else topic.excerpt,
                topic.created_at, (post.edited_at if post else None) or topic.created_at, tuple(tags[topic.pk]),
            )
        )  # fmt: skip
    return entries


def post_entries(topic_id: int, title: str) -> list[Entry]:
    """The newest posts of one topic: two queries."""
    posts = Post.objects.filter(topic=topic_id, state=PostState.VISIBLE).order_by("-number")[:ENTRIES]
    known = faces({post.author_id for post in posts if post.author_id})
    entries = []
    for post in posts:
        face = known.get(post.author_id or 0)
        entries.append(
            Entry(
                f"post:{post.pk}", f"/p/{post.pk}/", cut(f"#{post.number} {title}", LONGEST_TITLE),
                face.name if face else "", f"/people/{face.member_id}/" if face else "", post.cooked,
                post.created_at, post.edited_at or post.created_at, (),
            )
        )  # fmt: skip
    return entries


def sitemap_files(categories: Iterable[int]) -> list[tuple[int, datetime]]:
    """The files of the sitemap by number, with the moment of the newest change in each. Topics are cut by their ids."""
    rows = visible(categories)
    top = rows.aggregate(top=Max("pk"))["top"] or 0
    found = []
    for number in range(top // SITEMAP_SIZE + 1):
        newest = _cut(categories, number).aggregate(at=Max("last_post_at"))["at"]
        if newest:
            found.append((number, newest))
    return found


def sitemap_topics(categories: Iterable[int], number: int) -> Iterator[tuple[str, datetime]]:
    """Paths and last changes of the topics in one file."""
    rows = _cut(categories, number).order_by("pk").only("pk", "slug", "last_post_at")
    for topic in rows.iterator(chunk_size=5000):
        yield address(topic), topic.last_post_at


def _cut(categories: Iterable[int], number: int) -> QuerySet[Topic]:
    return visible(categories).filter(pk__gte=number * SITEMAP_SIZE, pk__lt=(number + 1) * SITEMAP_SIZE)
