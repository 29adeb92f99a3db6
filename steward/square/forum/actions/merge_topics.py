"""Merge a topic into another one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, Why, finish, locked, must_stand
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.place import gather
from steward.square.forum.actions.recount import recount
from steward.square.forum.enums import FollowLevel, FollowTarget
from steward.square.forum.events import PostsMoved, TopicChanged
from steward.square.forum.models import Follow, Post, Topic


@transaction.atomic
def merge_topics(*, actor: Viewer, topic_id: int, into_id: int, why: Why | None = None) -> Decision:
    """Put every post of the topic into the other one, in the order of time; its address leads there from now on.

    The title, category and tags of the other one stay; who follows the one follows the other. The actor moderates
    both. Raises NotFound, Forbidden, Invalid.
    """
    if topic_id == into_id:
        raise Invalid({"into": _("These two are one topic already.")})
    topic, into = locked(actor, topic_id, into_id)
    must_be_open(topic, into)
    posts = list(Post.objects.filter(topic=topic).order_by("number").values_list("pk", "author_id"))
    kept = gather([pk for pk, _author in posts], into)
    changes = Changes()
    changes.set(topic, merged_into_id=into.pk)
    undo = {"place": kept, "rows": changes.rows, "follows": _follow_on(topic, into)}
    recount([topic_id, into_id])
    trace = Trace("merge_topics", topic, why or Why(), undo, {topic.author_id, *(author for _pk, author in posts)},
                  (topic_id, into_id), {"into": into.pk, "into_title": into.title, "posts": len(posts)})  # fmt: skip
    decision = finish(trace, actor=actor, what=("merged_into",))
    publish(PostsMoved(into_id, topic_id, tuple(pk for pk, _author in posts), decision.pk), actor=actor.name)
    publish(TopicChanged(into_id, ("posts",), decision.pk), actor=actor.name)
    return decision


def must_be_open(*topics: Topic) -> None:
    """Refuse topics that not everybody can see: their posts would come to light, or go out of sight."""
    must_stand(*topics)
    if any(topic.hidden_at or topic.removed_at or topic.waiting for topic in topics):
        raise Invalid(_("One of the two is hidden, removed or waits for review. Bring it back first."))


def _follow_on(topic: Topic, into: Topic) -> list[int]:
    """Who follows the one follows the other; returns the new rows' ids."""
    target = {"target": FollowTarget.TOPIC, "target_id": into.pk}
    known = set(Follow.objects.filter(**target).values_list("account_id", flat=True))
    rows = Follow.objects.filter(target=FollowTarget.TOPIC, target_id=topic.pk, level=FollowLevel.FOLLOWING)
    values: dict[str, Any] = {**target, "level": FollowLevel.FOLLOWING, "automatic": True, "at": clock.now()}
    fresh = [Follow(account_id=pk, **values) for pk in rows.values_list("account_id", flat=True) if pk not in known]
    Follow.objects.bulk_create(fresh, ignore_conflicts=True)
    made = Follow.objects.filter(**target, account__in=[row.account_id for row in fresh])
    return list(made.order_by("pk").values_list("pk", flat=True))
