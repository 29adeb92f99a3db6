"""Approve or reject posts that wait for review."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, Why, finish, locked, require_reason
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.recount import recount
from steward.square.forum.enums import PostState
from steward.square.forum.events import PostApproved, PostStateChanged
from steward.square.forum.models import Post, Topic
from steward.square.forum.rules.moderation import kept_reason


@transaction.atomic
def approve(*, actor: Viewer, post_id: int, why: Why | None = None) -> Decision:
    """Show a waiting post to everybody, with its topic when it opens one. Raises NotFound, Forbidden, Invalid."""
    topic, post = _waiting(actor, post_id)
    changes = Changes()
    changes.set(post, state=str(PostState.VISIBLE), state_reason="")
    opens = post.number == 1 and changes.set(topic, waiting=False)
    decision = _settle("approve", topic, post, changes, actor=actor, why=why or Why(), opens=bool(opens))
    publish(PostApproved(topic.pk, post.pk), actor=actor.name)
    return decision


@transaction.atomic
def reject(*, actor: Viewer, post_id: int, why: Why) -> Decision:
    """Remove a waiting post, with its topic when it opens one; the author reads why.

    Raises NotFound, Forbidden, Invalid.
    """
    require_reason("reject", why)
    topic, post = _waiting(actor, post_id)
    changes = Changes()
    changes.set(post, state=str(PostState.REMOVED), state_reason=kept_reason(why.code, why.words))
    opens = post.number == 1 and changes.set(topic, waiting=False, removed_at=clock.now())
    decision = _settle("reject", topic, post, changes, actor=actor, why=why, opens=bool(opens))
    publish(PostStateChanged(topic.pk, post.pk, str(PostState.REMOVED)), actor=actor.name)
    return decision


def _waiting(actor: Viewer, post_id: int) -> tuple[Topic, Post]:
    topic_id = Post.objects.filter(pk=post_id).values_list("topic_id", flat=True).first()
    if topic_id is None:
        raise NotFound
    (topic,) = locked(actor, topic_id)
    post = Post.objects.select_for_update(no_key=True).get(pk=post_id)
    if post.state != PostState.WAITING or post.topic_id != topic_id:
        raise Invalid(_("This post does not wait any more: somebody has decided about it."))
    return topic, post


def _settle(act: str, topic: Topic, post: Post, changes: Changes, *, actor: Viewer, why: Why, opens: bool) -> Decision:
    recount([topic.pk])
    trace = Trace(act, topic, why, {"rows": changes.rows}, (post.author_id,), more={"numbers": [post.number]})
    return finish(trace, actor=actor, what=("waiting",) if opens else ())
