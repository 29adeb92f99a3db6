"""Deriving the counters of topics, categories and tags from the posts."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Count, DateTimeField, F, Max, Q, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from steward.square.forum.enums import PostState
from steward.square.forum.models import Category, Post, Tag, Topic, TopicTag

#: What makes a topic one that everybody of its category sees.
SHOWN = Q(hidden_at=None, removed_at=None, waiting=False, merged_into=None)


def recount(topic_ids: Collection[int], *, categories: Collection[int] = (), tags: Collection[int] = ()) -> None:
    """Bring every counter of the topics, and of the categories and tags they stand in, up to what the posts say.

    Called in the transaction of the change; rows are locked in the order of the room: topics, categories, tags, each
    by id. Name the categories and tags a topic has left. Numbers once given are never given again.
    """
    assert connection.in_atomic_block
    topics = Topic.objects.select_for_update(no_key=True).filter(pk__in=topic_ids).order_by("pk")
    touched = set(categories)
    for topic in topics:
        _recount_topic(topic)
        touched.add(topic.category_id)
    carried = TopicTag.objects.filter(topic__in=topic_ids).values_list("tag_id", flat=True)
    recount_categories(touched)
    recount_tags({*tags, *carried})


def recount_categories(category_ids: Collection[int]) -> None:
    """The same for categories alone. Their topics must be right already."""
    # Locked before counting: what others count in meanwhile waits, and is added after.
    for pk in _locked(Category, category_ids):
        seen = Topic.objects.filter(SHOWN, category=pk).aggregate(
            topics=Count("pk"), posts=Sum("posts_count", default=0), last=Max("last_post_at")
        )
        Category.objects.filter(pk=pk).update(
            topics=seen["topics"], posts=seen["posts"], last_post_at=seen["last"]
        )  # fmt: skip


def recount_tags(tag_ids: Collection[int]) -> None:
    """The same for tags alone."""
    for pk in _locked(Tag, tag_ids):
        shown = Topic.objects.filter(SHOWN, pk__in=TopicTag.objects.filter(tag=pk).values("topic"))
        Tag.objects.filter(pk=pk).update(topics=shown.count())


def count_in(topic: Topic, post: Post) -> None:
    """Add one visible post, just written, to the counters of its locked topic and of the category.

    The same numbers as `recount` would find, without reading the whole topic.
    """
    others = Post.objects.filter(topic=topic, author=post.author_id, state=PostState.VISIBLE).exclude(pk=post.pk)
    Topic.objects.filter(pk=topic.pk).update(
        posts_count=F("posts_count") + 1,
        participants=F("participants") + (0 if others.exists() else 1),
        last_post_at=post.created_at,
        last_author=post.author_id,
    )
    if topic.hidden_at is None and topic.removed_at is None and not topic.waiting:
        Category.objects.filter(pk=topic.category_id).update(
            posts=F("posts") + 1, last_post_at=_at_least(post.created_at)
        )  # fmt: skip


def count_opening(topic: Topic, tags: Collection[Tag]) -> None:
    """Add a topic that was just opened, visible with its one post, to every counter."""
    Topic.objects.filter(pk=topic.pk).update(posts_count=1, participants=1)
    Category.objects.filter(pk=topic.category_id).update(
        topics=F("topics") + 1, posts=F("posts") + 1, last_post_at=_at_least(topic.created_at)
    )
    for tag in sorted(tags, key=lambda tag: tag.pk):
        Tag.objects.filter(pk=tag.pk).update(topics=F("topics") + 1)


def _at_least(moment: datetime) -> Greatest:
    """Topics of one category are not written in one after the other: the latest moment stays."""
    value = Value(moment, output_field=DateTimeField())
    return Greatest(Coalesce(F("last_post_at"), value), value)


def _recount_topic(topic: Topic) -> None:
    posts = Post.objects.filter(topic=topic)
    shown = posts.filter(state=PostState.VISIBLE)
    seen = shown.aggregate(
        posts=Count("pk"), participants=Count("author", distinct=True), reactions=Sum("reactions_count", default=0)
    )
    last = shown.order_by("-number").values("created_at", "author_id").first()
    highest = posts.aggregate(highest=Max("number", default=0))["highest"]
    Topic.objects.filter(pk=topic.pk).update(
        posts_count=seen["posts"],
        participants=seen["participants"],
        reactions=seen["reactions"],
        last_post_at=last["created_at"] if last else topic.created_at,
        last_author=last["author_id"] if last else topic.author_id,
        highest_number=max(highest, topic.highest_number),
    )


def _locked(model: type[Category] | type[Tag], ids: Collection[int]) -> list[int]:
    rows = model.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return list(rows.values_list("pk", flat=True))
