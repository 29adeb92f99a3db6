"""Move posts to another topic that exists."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, publish
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, Why, finish, locked
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.merge_topics import must_be_open
from steward.square.forum.actions.place import gather
from steward.square.forum.actions.recount import recount
from steward.square.forum.events import PostsMoved
from steward.square.forum.models import Post, Topic
from steward.square.forum.rules.moderation import leaves_first


@transaction.atomic
def move_posts(*, actor: Viewer, post_ids: Sequence[int], into_id: int, why: Why | None = None) -> Decision:
    """Put posts of one topic into another one, in the order of time; the actor moderates both.

    The first post stays: it is the topic. Raises NotFound, Forbidden, Invalid.
    """
    source_id = topic_of(post_ids)
    if source_id == into_id:
        raise Invalid({"into": _("They are in that topic already.")})
    source, into = locked(actor, source_id, into_id)
    must_be_open(source, into)
    return carry("move_posts", source, into, post_ids, actor=actor, why=why or Why())


def carry(act: str, source: Topic, into: Topic, post_ids: Sequence[int], *, actor: Viewer, why: Why) -> Decision:
    """Move the posts between two locked topics, write it down and announce it."""
    posts = chosen(source.pk, post_ids)
    changes = Changes()
    if source.accepted_id in {post.pk for post in posts}:
        changes.set(source, accepted_id=None)
    undo = {"place": gather([post.pk for post in posts], into), "rows": changes.rows}
    recount([source.pk, into.pk])
    trace = Trace(act, source, why, undo, {post.author_id for post in posts}, (source.pk, into.pk),
                  {"into": into.pk, "into_title": into.title, "posts": len(posts)})  # fmt: skip
    decision = finish(trace, actor=actor, what=("posts",))
    publish(PostsMoved(into.pk, source.pk, tuple(post.pk for post in posts), decision.pk), actor=actor.name)
    return decision


def topic_of(post_ids: Sequence[int]) -> int:
    """The one topic all these posts are in. Raises NotFound, and Invalid when they are in several."""
    topics = list(Post.objects.filter(pk__in=post_ids).values_list("topic_id", flat=True).distinct())
    if not topics:
        raise NotFound
    if len(topics) > 1:
        raise Invalid(_("These posts are in different topics by now. Choose them again."))
    return int(topics[0])


def chosen(topic_id: int, post_ids: Sequence[int]) -> list[Post]:
    """The posts of a locked topic, locked too, in order; the first one is refused. Raises NotFound, Forbidden."""
    rows = Post.objects.select_for_update(no_key=True).filter(topic=topic_id, pk__in=post_ids).order_by("number")
    posts = list(rows)
    if len(posts) != len(set(post_ids)):
        raise NotFound
    require(leaves_first([post.number for post in posts]))
    return posts
