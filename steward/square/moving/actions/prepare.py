"""Getting a batch of threads ready: which posts are new, what they say in Markdown, how that looks. Writes nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from steward.people.members.public import Identity
from steward.square.forum.public import Cooked, Post, Topic, cook
from steward.square.moving.actions.numbers import reserve
from steward.square.moving.converting import Context, convert
from steward.square.moving.enums import COUNTS_NOTICES, Skip
from steward.square.moving.models import OldAddress
from steward.square.moving.queries.material import Said, parts, said_in
from steward.square.moving.rules.addresses import known_as, number_in
from steward.stream.activity.enums import Kind, Markup
from steward.stream.activity.public import Source, Thread

_SLACK_NAME = re.compile(r"<@([^<>|\s]+)>")


@dataclass(slots=True)
class Ready:
    """A post about to be written, or one that says something else now (`old`)."""

    pk: int
    said: Said
    number: int
    source: str
    cooked: Cooked
    old: bool = False


@dataclass(slots=True)
class Batch:
    """Some threads, ready to be written."""

    threads: list[Thread]
    topics: dict[int, Topic] = field(default_factory=dict)  # thread → the topic that stands already
    ready: dict[int, list[Ready]] = field(default_factory=dict)  # thread → posts
    gone: list[int] = field(default_factory=list)  # posts whose words were removed at the source since
    here: dict[int, int] = field(default_factory=dict)  # activity → post
    skipped: Counter[str] = field(default_factory=Counter)


def prepare(source: Source, threads: Sequence[Thread]) -> Batch:
    """Convert and cook what is new or changed in these threads."""
    batch = Batch(list(threads))
    ids = [thread.pk for thread in threads]
    said = said_in(ids, notices=source.service in COUNTS_NOTICES)
    batch.topics = _topics(ids)
    posts = _posts(each.pk for spoken in said.values() for each in spoken)
    fresh = [each for spoken in said.values() for each in spoken if each.pk not in posts and each.deleted_at is None]
    batch.here = {pk: post.pk for pk, post in posts.items()}
    batch.here |= dict(zip((each.pk for each in fresh), reserve("forum_post", len(fresh)), strict=True))
    spots = _Spots(threads, said, batch.here)
    names = _names(source, fresh)
    for thread in threads:
        context = Context(thread=thread.key, post_at=spots.post_at, names=names)
        batch.ready[thread.pk] = list(_ready(batch, thread, said[thread.pk], posts, context))
    return batch


def _ready(batch: Batch, thread: Thread, said: list[Said], posts: dict[int, Post], context: Context) -> list[Ready]:
    found: list[Ready] = []
    numbers = _Numbers(batch.topics.get(thread.pk), said)
    for each in said:
        post = posts.get(each.pk)
        if each.deleted_at is not None:
            _removed(batch, post)
            continue
        if post is not None and (post.edits or post.state != "visible"):
            batch.skipped[Skip.EDITED] += bool(post.edits)
            continue
        source = convert(_body(each), each.markup, context_at(context, each.url))
        if post is None:
            found.append(Ready(batch.here[each.pk], each, numbers.next(each), source, cook(source)))
        elif source != post.source:
            found.append(Ready(post.pk, each, post.number, source, cook(source), old=True))
    return found


def _removed(batch: Batch, post: Post | None) -> None:
    if post is None:
        batch.skipped[Skip.REMOVED] += 1
    elif not post.edits and post.state == "visible":
        batch.gone.append(post.pk)


def context_at(context: Context, url: str) -> Context:
    """The same with the address of one message."""
    return Context(url, context.thread, context.post_at, context.names)


def _body(said: Said) -> str:
    """System lines say what happened in their title."""
    if said.kind != Kind.NOTICE or said.body.strip():
        return said.body
    words = said.title.replace(".", " ").replace("_", " ").strip() or "…"
    return f"<p><em>{words}</em></p>" if said.markup == Markup.HTML else words


def _topics(threads: Sequence[int]) -> dict[int, Topic]:
    found: dict[int, Topic] = {}
    for some in parts(threads):
        for topic in Topic.objects.filter(origin__in=[f"thread:{pk}" for pk in some]).select_related("merged_into"):
            found[int(str(topic.origin).partition(":")[2])] = topic.merged_into or topic
    return found


def _posts(activities: Iterable[int]) -> dict[int, Post]:
    found: dict[int, Post] = {}
    for some in parts(activities):
        rows = Post.objects.filter(origin__in=[f"activity:{pk}" for pk in some])
        for post in rows.only("pk", "origin", "number", "edits", "state", "source"):
            found[int(str(post.origin).partition(":")[2])] = post
    return found


def _names(source: Source, said: Sequence[Said]) -> dict[str, str]:
    """What people are called whom a Slack text mentions by their id."""
    ids = {name for each in said if each.markup == Markup.MRKDWN for name in _SLACK_NAME.findall(each.body)}
    rows = Identity.objects.filter(realm=source.realm, account_id__in=sorted(ids)) if ids else ()
    return {row.account_id: row.name or row.handle or row.account_id for row in rows}


class _Spots:
    """Which post here was post number n of a thread there: of this batch, or of one moved before."""

    def __init__(self, threads: Sequence[Thread], said: dict[int, list[Said]], here: dict[int, int]) -> None:
        self._source = threads[0].source_id if threads else 0
        self._posts: dict[tuple[str, int], int] = {}
        for thread in threads:
            for position, each in enumerate(said[thread.pk], 1):
                if each.pk in here:
                    self._posts[thread.key, number_in(each.url) or position] = here[each.pk]

    def post_at(self, thread: str, number: int) -> int | None:
        """The post; None for one that has not come yet."""
        if (thread, number) not in self._posts:
            path = known_as(f"/t/-/{thread.removeprefix('topic-')}/{number}")
            earlier = OldAddress.objects.filter(move__source=self._source, path=path).values_list("post", flat=True)
            self._posts[thread, number] = earlier.first() or 0
        return self._posts[thread, number] or None


class _Numbers:
    """Numbers of the posts of one topic: the source's own where they can be kept, else one after the other."""

    def __init__(self, topic: Topic | None, said: Sequence[Said]) -> None:
        own = [number_in(each.url) or 1 for each in said if each.deleted_at is None]
        # Somebody has to be the first: the number 1 opens a topic here.
        self._own = topic is None and len(set(own)) == len(own) and own[:1] == [1]
        self._next = topic.highest_number if topic else 0

    def next(self, said: Said) -> int:
        """The number of the next post."""
        own = number_in(said.url)
        self._next = (own or 1) if self._own else max(self._next + 1, own)
        return self._next
