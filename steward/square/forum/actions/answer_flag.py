"""What a judgement does to a post, and taking it back: the square's side of the outbound interface of conduct."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.hide import hide, restore, show
from steward.square.forum.actions.hide_posts import hide_posts, restore_posts
from steward.square.forum.actions.review import approve, reject
from steward.square.forum.actions.undo_act import undo_act
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post


def answer_flag(actor: Viewer, ability: str, post_id: int, code: str, words: str) -> int:
    """Do it and return the journal's decision, 0 when it was so already. The first post stands for its topic.

    The author hears of it from conduct, with the reasons. Raises NotFound, Forbidden, Invalid.
    """
    post = Post.objects.select_related("topic").filter(pk=post_id).first()
    if post is None:
        raise NotFound
    act = _ABILITIES.get(ability)
    if act is None:
        raise Invalid(_("This cannot be done with a post."))
    decision = act(actor, post, Why(code, words, quiet=True))
    return decision.pk if decision else 0


def take_back(actor: Viewer, decision_id: int) -> None:
    """Put everything back as it was before. Raises NotFound, Forbidden, Invalid."""
    undo_act(actor=actor, decision_id=decision_id)


def _hide(actor: Viewer, post: Post, why: Why) -> Decision | None:
    if post.state == PostState.WAITING:
        return reject(actor=actor, post_id=post.pk, why=why)
    if post.number == 1:
        return hide(actor=actor, topic_id=post.topic_id, why=why)
    return hide_posts(actor=actor, post_ids=[post.pk], why=why)


def _restore(actor: Viewer, post: Post, why: Why) -> Decision | None:
    if post.number > 1:
        return restore_posts(actor=actor, post_ids=[post.pk], why=why)
    if post.topic.removed_at:
        return restore(actor=actor, topic_id=post.topic_id, why=why)
    return show(actor=actor, topic_id=post.topic_id, why=why)


def _approve(actor: Viewer, post: Post, why: Why) -> Decision | None:
    return approve(actor=actor, post_id=post.pk, why=why) if post.state == PostState.WAITING else None


_ABILITIES: dict[str, Callable[[Viewer, Post, Why], Decision | None]] = {
    "hide": _hide,
    "reject": _hide,
    "restore": _restore,
    "approve": _approve,
}
#: What can be done with a post.
ABILITIES = frozenset(_ABILITIES)
