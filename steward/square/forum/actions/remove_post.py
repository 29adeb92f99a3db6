"""Take one's own post back, and bring it again. The team's removals are acts of moderation and stand elsewhere."""

from typing import Any

from django.db import transaction

from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer
from steward.square.forum.actions.hold import hold_post
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.enums import PostState
from steward.square.forum.events import PostStateChanged
from steward.square.forum.models import Post, Topic
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import BY_AUTHOR, may_remove, may_restore

KIND = "forum.take_back"


@transaction.atomic
def remove_own(*, actor: Viewer, post_id: int) -> None:
    """Remove a post of one's own; the first one takes its topic with it, while nobody has answered.

    Raises NotFound, Forbidden.
    """
    held, post = hold_post(standpoint(actor), post_id)
    require(may_remove(held.standpoint, post, held.topic, held.category))
    was = {"state": post.state, "accepted": held.topic.accepted_id == post_id}
    Post.objects.filter(pk=post_id).update(state=PostState.REMOVED, state_reason=BY_AUTHOR)
    if was["accepted"]:
        Topic.objects.filter(pk=held.topic.pk).update(accepted=None)
    if post.number == 1:
        Topic.objects.filter(pk=held.topic.pk).update(removed_at=clock.now())
    decide(kind=KIND, subject=f"post:{post_id}", account_id=actor.account_id, undo=was)
    _finish(actor, post, PostState.REMOVED)


@transaction.atomic
def restore_own(*, actor: Viewer, post_id: int) -> None:
    """Bring back what one removed oneself, as it was. Raises NotFound, Forbidden."""
    held, post = hold_post(standpoint(actor), post_id, own_removed=True)
    require(may_restore(held.standpoint, post, held.topic, held.category))
    was = last_undo(post_id)
    state = PostState(was.get("state", PostState.VISIBLE))
    Post.objects.filter(pk=post_id).update(state=state, state_reason="")
    if post.number == 1:
        Topic.objects.filter(pk=held.topic.pk).update(removed_at=None)
    if was.get("accepted") and held.topic.accepted_id is None:
        Topic.objects.filter(pk=held.topic.pk).update(accepted=post_id)
    _finish(actor, post, state)


def last_undo(post_id: int) -> dict[str, Any]:
    """What the last removal by the author wrote down, marked as taken back."""
    decision = Decision.objects.filter(kind=KIND, subject=f"post:{post_id}", undone_at=None).order_by("-pk").first()
    if decision is None:
        return {}
    mark_undone(decision, account_id=decision.account_id)
    undo: dict[str, Any] = decision.undo
    return undo


def _finish(actor: Viewer, post: Post, state: PostState) -> None:
    recount([post.topic_id])
    publish(PostStateChanged(post.topic_id, post.pk, state), actor=actor.name)
    stamp(post.topic_id)
