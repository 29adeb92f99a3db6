"""Acts of the team over JSON, each with its way back."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.api import OwnSession, TokenAuth, answers
from steward.people.access.public import Viewer, viewer_in
from steward.square.forum.actions import (
    change_author,
    change_tags,
    close_later,
    feature,
    hide,
    hide_posts,
    lock,
    merge_topics,
    move_posts,
    move_topic,
    pin,
    retitle,
    review,
    slow_mode,
    split_topic,
    undo_act,
)
from steward.square.forum.actions.acting import Why
from steward.square.forum.enums import Pin
from steward.square.forum.schemas import ActIn, DecisionOut, Id

router = Router(tags=["square: team"], auth=[TokenAuth(), OwnSession()])

Done = Decision | None
#: Acts that need nothing but the topic and a reason.
_PLAIN: dict[str, Callable[..., Done]] = {
    "unpin": pin.unpin,
    "feature": feature.feature,
    "unfeature": feature.unfeature,
    "lock": lock.lock,
    "unlock": lock.unlock,
    "hide": hide.hide,
    "show": hide.show,
    "remove": hide.remove,
    "restore": hide.restore,
}


def _split(actor: Viewer, _topic: int, given: ActIn, why: Why) -> Done:
    _made, decision = split_topic.split_topic(
        actor=actor, post_ids=given.post_ids, title=given.title, category_id=given.category_id, why=why
    )
    return decision


def _pin(actor: Viewer, topic: int, given: ActIn, why: Why) -> Done:
    where = Pin.EVERYWHERE if given.everywhere else Pin.CATEGORY
    return pin.pin(actor=actor, topic_id=topic, where=where, until=given.until, why=why)


_FULL: dict[str, Callable[[Viewer, int, ActIn, Why], Done]] = {
    "pin": _pin,
    "split_topic": _split,
    "move_topic": lambda actor, topic, given, why: move_topic.move_topic(
        actor=actor, topic_id=topic, category_id=_wanted(given.category_id, "category_id"), why=why
    ),
    "merge_topics": lambda actor, topic, given, why: merge_topics.merge_topics(
        actor=actor, topic_id=topic, into_id=_wanted(given.into_id, "into_id"), why=why
    ),
    "change_title": lambda actor, topic, given, why: retitle.change_title(
        actor=actor, topic_id=topic, title=given.title, why=why
    ),
    "change_kind": lambda actor, topic, given, why: retitle.change_kind(
        actor=actor, topic_id=topic, kind=str(given.kind or ""), why=why
    ),
    "change_tags": lambda actor, topic, given, why: change_tags.change_tags(
        actor=actor, topic_id=topic, names=given.tags or [], why=why
    ),
    "slow_mode": lambda actor, topic, given, why: slow_mode.slow_mode(
        actor=actor, topic_id=topic, seconds=given.seconds, why=why
    ),
    "close_later": lambda actor, topic, given, why: close_later.close_later(
        actor=actor, topic_id=topic, closes_at=given.until, why=why
    ),
    "move_posts": lambda actor, _topic, given, why: move_posts.move_posts(
        actor=actor, post_ids=given.post_ids, into_id=_wanted(given.into_id, "into_id"), why=why
    ),
    "hide_posts": lambda actor, _topic, given, why: hide_posts.hide_posts(
        actor=actor, post_ids=given.post_ids, why=why
    ),
    "remove_posts": lambda actor, _topic, given, why: hide_posts.remove_posts(
        actor=actor, post_ids=given.post_ids, why=why
    ),
    "restore_posts": lambda actor, _topic, given, why: hide_posts.restore_posts(
        actor=actor, post_ids=given.post_ids, why=why
    ),
    "change_author": lambda actor, _topic, given, why: change_author.change_author(
        actor=actor, post_ids=given.post_ids, identity_id=_wanted(given.identity_id, "identity_id"), why=why
    ),
    "approve": lambda actor, _topic, given, why: review.approve(actor=actor, post_id=_one(given), why=why),
    "reject": lambda actor, _topic, given, why: review.reject(actor=actor, post_id=_one(given), why=why),
}


@router.post("/square/topics/{topic_id}/acts", response=answers(DecisionOut))
def act(request: HttpRequest, topic_id: Id, given: ActIn) -> DecisionOut:
    """Do one act. `reason` is a code of the console's list, `words` stand beside it.

    pin (until, everywhere), unpin, feature, unfeature, lock, unlock, hide, show, remove, restore, move_topic
    (category_id), merge_topics (into_id), split_topic (post_ids, title, category_id), move_posts (post_ids, into_id),
    hide_posts, remove_posts, restore_posts (post_ids), change_title (title), change_kind (kind), change_tags (tags),
    change_author (post_ids, identity_id), slow_mode (seconds), close_later (until), approve, reject (post_ids: one).
    """
    actor, why = viewer_in(request), Why(given.reason, given.words)
    if given.act in _PLAIN:
        return _told(_PLAIN[given.act](actor=actor, topic_id=topic_id, why=why), given.act)
    if given.act in _FULL:
        return _told(_FULL[given.act](actor, topic_id, given, why), given.act)
    raise Invalid({"act": _("There is no act “%(act)s”.") % {"act": given.act}})


@router.post("/square/acts/{decision_id}/undo", response=answers(DecisionOut))
def undo(request: HttpRequest, decision_id: Id) -> DecisionOut:
    """Take an act back, exactly; what was written since stays."""
    return _told(undo_act.undo_act(actor=viewer_in(request), decision_id=decision_id), "undo")


def _told(decision: Done, act_key: str) -> DecisionOut:
    if decision is None:
        return DecisionOut(id=None, kind=f"forum.{act_key}", at=None)
    return DecisionOut(id=decision.pk, kind=decision.kind, at=decision.at)


def _wanted(value: int | None, field: str) -> int:
    if value is None:
        raise Invalid({field: _("This act needs %(field)s.") % {"field": field}})
    return value


def _one(given: ActIn) -> int:
    if len(given.post_ids) != 1:
        raise Invalid({"post_ids": _("Name exactly one post.")})
    return given.post_ids[0]
