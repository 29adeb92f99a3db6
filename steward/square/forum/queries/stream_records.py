"""The square as records of the activity stream: the present state of what facts touched.

Keys: channel `category-<id>` and `square` (the community itself: who joined it), thread `topic-<id>`, activities
`post-<id>`, `reaction-<post>-<identity>-<emoji>`, `join-<identity>`, `leave-<identity>`.

The stream takes a removed row back only by a later `edited_at`, and ignores records older than what it has: so each
record carries the latest of the post's own edit and what the stream says already.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from steward.people.joining.enums import REALM
from steward.people.members.public import Identity
from steward.square.forum.enums import PostState, TopicKind
from steward.square.forum.models import Category, Post, Reaction, Topic
from steward.square.forum.queries.standing_posts import Standing, parts, standing, touched_ids
from steward.square.forum.rules.rights import EVERYONE
from steward.square.forum.rules.touched import Touched
from steward.stream.activity.enums import ChannelKind, Form, JoinedBy, Kind, LeftBy, Markup
from steward.stream.activity.public import Activity, Source
from steward.stream.activity.records import ActivityRecord, ChannelRecord, MembershipRecord, Record, ThreadRecord

#: The key of the square's source, and of the channel that is the community itself.
SQUARE = "square"
_TICK = timedelta(microseconds=1)


class Kept(NamedTuple):
    """What the stream says of a row."""

    edited_at: datetime | None
    deleted_at: datetime | None


def records_of(touched: Touched, source: Source) -> Iterator[Record]:
    """Records for the square's own source. Posts that were moved in are not among them."""
    topics = touched.topics | touched.whole
    posts = [post for some in parts(touched_ids(touched)) for post in standing(some)]
    topics |= {post.topic_id for post in posts}
    yield ChannelRecord(SQUARE, source.name, ChannelKind.SITE.value, url=settings.BASE_URL)
    yield from _channels(touched.categories | {post.topic__category_id for post in posts}, topics)
    yield from _threads(topics, source)
    yield from _posts([post for post in posts if post.origin is None], source)
    yield from _reactions(touched.reactions, source)
    yield from _comings(touched)


def kept_of(source_id: int, keys: Collection[str]) -> dict[str, Kept]:
    """What the stream has of these keys of a source."""
    ordered, found = sorted(keys), {}
    for at in range(0, len(ordered), 900):
        rows = Activity.objects.filter(source=source_id, key__in=ordered[at : at + 900])
        found.update({key: Kept(*times) for key, *times in rows.values_list("key", "edited_at", "deleted_at")})
    return found


def edited_at_of(own: datetime | None, kept: Kept | None) -> datetime | None:
    """The `edited_at` with which the stream believes that this is how it stands."""
    if kept is None:
        return own
    times = [own, kept.edited_at, kept.deleted_at + _TICK if kept.deleted_at else None]
    return max((time for time in times if time), default=None)


def address(name: str, *args: object) -> str:
    """The whole address of a page of the square."""
    return settings.BASE_URL + reverse(name, args=args)


def _channels(categories: set[int], topics: Collection[int]) -> Iterator[ChannelRecord]:
    wanted = set(categories)
    for some in parts(topics):
        wanted.update(Topic.objects.filter(pk__in=some).values_list("category_id", flat=True))
    for row in Category.objects.filter(pk__in=wanted).order_by("pk"):
        url = address("forum-category", row.key)
        hidden = EVERYONE not in row.rights.get("see", ())
        yield ChannelRecord(
            f"category-{row.pk}", row.name, ChannelKind.CATEGORY.value, row.description, url, private=hidden
        )


def _threads(topics: Collection[int], source: Source) -> Iterator[ThreadRecord]:
    """Topics everybody sees, and those the stream knows already: the latter lose their title with their posts."""
    known: set[str] = set()
    for some in parts(topics):
        keys = [f"topic-{pk}" for pk in some]
        known.update(source.threads.filter(key__in=keys).values_list("key", flat=True))
        for topic in Topic.objects.filter(pk__in=some).select_related("accepted").order_by("pk"):
            gone = topic.hidden_at or topic.removed_at or topic.waiting or topic.merged_into_id
            if not gone or f"topic-{topic.pk}" in known:
                yield _thread(topic, shown=not gone)


def _thread(topic: Topic, *, shown: bool) -> ThreadRecord:
    accepted = topic.accepted
    answered = accepted is not None and accepted.origin is None and accepted.state == PostState.VISIBLE
    return ThreadRecord(
        f"topic-{topic.pk}",
        f"category-{topic.category_id}",
        topic.title if shown else "",
        address("forum-topic", topic.pk, topic.slug) if shown else "",
        topic.kind == TopicKind.QUESTION,
        f"post-{topic.accepted_id}" if answered else "",
    )


def _posts(posts: Collection[Standing], source: Source) -> Iterator[ActivityRecord]:
    kept = kept_of(source.pk, [f"post-{post.pk}" for post in posts])
    firsts = _firsts({post.topic_id for post in posts if not post.is_first and post.reply_to_id is None})
    for post in posts:
        known = kept.get(f"post-{post.pk}")
        if post.is_shown or (known is not None and known.deleted_at is None):
            yield _post(post, known, firsts.get(post.topic_id))


def _firsts(topics: Collection[int]) -> dict[int, int]:
    """The openings of topics, where they were written here."""
    found: dict[int, int] = {}
    for some in parts(topics):
        rows = Post.objects.filter(topic__in=some, number=1, origin=None)
        found.update(rows.values_list("topic_id", "pk"))
    return found


def _post(post: Standing, kept: Kept | None, opening: int | None) -> ActivityRecord:
    parent = post.reply_to_id if post.reply_to_id and post.reply_to__origin is None else opening
    poll = post.is_first and post.topic__kind == TopicKind.POLL
    return ActivityRecord(
        f"post-{post.pk}",
        (Kind.POST if post.is_first else Kind.COMMENT).value,
        post.created_at,
        f"category-{post.topic__category_id}",
        account_id=post.author__account_id or "",
        realm=post.author__realm or "",
        parent_id=f"post-{parent}" if parent and not post.is_first else "",
        thread_id=f"topic-{post.topic_id}",
        title=post.topic__title if post.is_first else "",
        body=post.source,
        markup=Markup.MARKDOWN.value,
        form=(Form.POLL if poll else Form.TEXT).value,
        url=address("forum-post", post.pk),
        edited_at=edited_at_of(post.edited_at, kept) if post.is_shown else None,
        deleted=not post.is_shown,
    )


def _reactions(wanted: set[tuple[int, int, str]], source: Source) -> Iterator[ActivityRecord]:
    """A reaction is there or was taken back; what became of its post changes nothing about having reacted."""
    posts = {row.pk: row for some in parts({post for post, _who, _sign in wanted}) for row in standing(some)}
    given = {
        (post, who, sign): at
        for some in parts(posts)
        for post, who, sign, at in Reaction.objects.filter(post__in=some).values_list(
            "post_id", "identity_id", "emoji", "at"
        )
    }
    people = Identity.objects.in_bulk({who for _post, who, _sign in wanted})
    kept = kept_of(source.pk, [_reaction_key(*each) for each in wanted])
    for post, who, sign in sorted(wanted):
        known = kept.get(_reaction_key(post, who, sign))
        here = (post, who, sign) in given
        if post in posts and who in people and (here or (known is not None and known.deleted_at is None)):
            at = given.get((post, who, sign)) or posts[post].created_at
            yield _reaction(posts[post], people[who], sign, at, known, gone=not here)


def _reaction_key(post: int, who: int, sign: str) -> str:
    return f"reaction-{post}-{who}-{sign}"


def _reaction(
    post: Standing, who: Identity, sign: str, at: datetime, kept: Kept | None, *, gone: bool
) -> ActivityRecord:
    return ActivityRecord(
        _reaction_key(post.pk, who.pk, sign),
        Kind.REACTION.value,
        at,
        f"category-{post.topic__category_id}",
        who.account_id,
        who.realm,
        parent_id=f"post-{post.pk}" if post.origin is None else "",
        thread_id=f"topic-{post.topic_id}",
        body=sign,
        edited_at=None if gone else edited_at_of(None, kept),
        deleted=gone,
    )


def _comings(touched: Touched) -> Iterator[Record]:
    """Who joined the community, and who left it while their name is still here."""
    for row in Identity.objects.filter(pk__in=touched.joined).order_by("pk"):
        at = touched.joined[row.pk]
        yield ActivityRecord(f"join-{row.pk}", Kind.JOIN.value, at, SQUARE, row.account_id, row.realm)
        yield MembershipRecord(SQUARE, row.account_id, row.realm, at, JoinedBy.SELF.value)
    accounts = {str(account): at for account, at in touched.left.items()}
    for row in Identity.objects.filter(realm=REALM, account_id__in=accounts).order_by("pk"):
        at = accounts[row.account_id]
        yield ActivityRecord(f"leave-{row.pk}", Kind.LEAVE.value, at, SQUARE, row.account_id, row.realm)
        yield MembershipRecord(SQUARE, row.account_id, row.realm, left_at=at, left_by=LeftBy.SELF.value)
