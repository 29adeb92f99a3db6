"""Hide or remove posts, bring them back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, publish
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, Why, finish, locked, must_stand, require_reason
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.move_posts import chosen, topic_of
from steward.square.forum.actions.recount import recount
from steward.square.forum.enums import PostState
from steward.square.forum.events import PostStateChanged
from steward.square.forum.rules.moderation import STEPS, kept_reason


def hide_posts(*, actor: Viewer, post_ids: Sequence[int], why: Why) -> Decision | None:
    """Show posts of one topic to the team only. `why` is read by their authors. None when all are hidden already.

    Raises NotFound, Forbidden, Invalid.
    """
    return set_states("hide_posts", post_ids, actor=actor, why=why)


def remove_posts(*, actor: Viewer, post_ids: Sequence[int], why: Why) -> Decision | None:
    """Take posts of one topic away; they stay in the database for undo. None when all are away already.

    Raises NotFound, Forbidden, Invalid.
    """
    return set_states("remove_posts", post_ids, actor=actor, why=why)


def restore_posts(*, actor: Viewer, post_ids: Sequence[int], why: Why | None = None) -> Decision | None:
    """Show hidden or removed posts of one topic to everybody again; None when all are shown.

    Raises NotFound, Forbidden, Invalid.
    """
    return set_states("restore_posts", post_ids, actor=actor, why=why or Why())


@transaction.atomic
def set_states(act: str, post_ids: Sequence[int], *, actor: Viewer, why: Why) -> Decision | None:
    """One step of `rules.moderation.STEPS` for posts of one topic; those it does not fit are left as they are."""
    require_reason(act, why)
    (topic,) = locked(actor, topic_of(post_ids))
    must_stand(topic)
    fitting, state = STEPS[act]
    posts = [post for post in chosen(topic.pk, post_ids) if post.state in fitting]
    if not posts:
        return None
    changes = Changes()
    reason = "" if state == PostState.VISIBLE else kept_reason(why.code, why.words)
    for post in posts:
        changes.set(post, state=str(state), state_reason=reason)
    if state != PostState.VISIBLE and topic.accepted_id in {post.pk for post in posts}:
        changes.set(topic, accepted_id=None)
    recount([topic.pk])
    numbers = [post.number for post in posts]
    trace = Trace(act, topic, why, {"rows": changes.rows}, {post.author_id for post in posts},
                  more={"numbers": numbers[:50], "posts": len(numbers)})  # fmt: skip
    decision = finish(trace, actor=actor)
    for post in posts:
        publish(PostStateChanged(topic.pk, post.pk, str(state)), actor=actor.name)
    return decision


def must_be_some(post_ids: Sequence[int]) -> None:
    """Refuse an act on nothing. Raises Invalid."""
    if not post_ids:
        raise Invalid(_("Choose at least one post."))
