"""Posts as whoever judges them sees them."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse

from steward.foundation.kernel.contracts import Flagged
from steward.foundation.kernel.ruling import Denied, NotFound, Ruling
from steward.people.access.public import Viewer
from steward.square.forum.enums import PostState
from steward.square.forum.models import Category, Post
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_moderate, may_see_post, reports_others

#: Posts shown before and after the one in question.
NEAR = 3
_STATES = {PostState.VISIBLE: "shown", PostState.WAITING: "waiting", PostState.HIDDEN: "hidden",
           PostState.REMOVED: "gone"}  # fmt: skip


def flagged(post_ids: Sequence[int]) -> dict[int, Flagged]:
    """The posts that are there, by id (one query)."""
    return {one.id: one for one in _drawn(Post.objects.filter(pk__in=post_ids))}


def around(post_id: int) -> list[Flagged]:
    """The post with a few before and after it, whatever their state."""
    place = Post.objects.filter(pk=post_id).values_list("topic_id", "number").first()
    if place is None:
        return []
    rows = Post.objects.filter(topic=place[0])
    before = rows.filter(number__lte=place[1]).order_by("-number").values("pk")[: NEAR + 1]
    after = rows.filter(number__gt=place[1]).order_by("number").values("pk")[:NEAR]
    ids = [row["pk"] for row in (*before, *after)]
    return sorted(_drawn(rows.filter(pk__in=ids)), key=lambda one: one.at)


def may_report(viewer: Viewer, post_id: int) -> Ruling:
    """Whether the viewer may report it. Raises NotFound when it is not theirs to see."""
    post = Post.objects.select_related("topic__category").filter(pk=post_id).first()
    point = standpoint(viewer)
    if post is None or not may_see_post(point, post, post.topic, post.topic.category):
        raise NotFound
    return reports_others(point, post)


def may_judge(viewer: Viewer, one: Flagged) -> Ruling:
    """Whether the viewer moderates the category it stands in."""
    category = Category.objects.filter(pk=int(one.place.partition(":")[2])).first()
    return may_moderate(standpoint(viewer), category) if category else Denied("")


def _drawn(posts: QuerySet[Post]) -> list[Flagged]:
    rows = posts.select_related("topic__category")
    return [
        Flagged(
            kind="post",
            id=row.pk,
            author=row.author_id,
            title=row.topic.title,
            text=row.source,
            html=row.cooked,
            url=reverse("forum-post", args=[row.pk]),
            at=row.created_at,
            state=_state(row),
            place=f"category:{row.topic.category_id}",
            place_name=row.topic.category.name,
            readers=row.topic.views,
            pictures=row.cooked.count("<img"),
        )
        for row in rows
    ]


def _state(post: Post) -> str:
    if post.topic.removed_at:
        return "gone"
    if post.topic.hidden_at and post.state == PostState.VISIBLE:
        return "hidden"
    return _STATES[PostState(post.state)]
