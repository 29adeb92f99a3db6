"""Reply in a topic."""

from datetime import datetime

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer
from steward.square.forum.actions.hold import Held, Writer, category_of, hold_account, hold_topic, writer
from steward.square.forum.actions.recount import count_in
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.actions.write_post import (
    Words,
    add_post,
    must_wait,
    ready_words,
    sent_before,
    through_screens,
    within_limits,
)
from steward.square.forum.enums import PostState, Via
from steward.square.forum.events import PostPosted
from steward.square.forum.models import Post
from steward.square.forum.queries.limits import last_post_in
from steward.square.forum.rules.limits import slow_enough
from steward.square.forum.rules.may import may_moderate, may_reply


def reply(
    *,
    actor: Viewer,
    topic_id: int,
    source: str,
    reply_to: int | None = None,
    once: str = "",
    via: str = Via.WEB,
    now: datetime | None = None,
) -> Post:
    """Write a reply. The same form (`once`) sent again gives the post it made the first time.

    `reply_to` is the id of a post of the same topic; one that is not shown any more is left out. The post waits for
    review where the trust level says so. Raises NotFound, Forbidden, Invalid (field "source").
    """
    who = writer(actor)
    if first := sent_before(who.account_id, once):
        return first
    words = ready_words(who.standpoint, source, topic_id)
    words = through_screens(who, words, category_id=category_of(topic_id))
    with transaction.atomic():
        hold_account(who.account_id)
        if first := sent_before(who.account_id, once):
            return first
        held = hold_topic(who.standpoint, topic_id)
        now = now or clock.now()  # after waiting for the lock: later numbers have later times
        _may(who, held, words, now)
        waiting = must_wait(who.standpoint, held.category.pk, words)
        post = add_post(
            who, held.topic, words, waiting=waiting, now=now, once=once, via=via, reply_to=_shown(reply_to, topic_id)
        )
        if not waiting:
            count_in(held.topic, post)
        publish(PostPosted(topic_id, post.pk, waiting), actor=actor.name)
        stamp(topic_id)
    return post


def _may(who: Writer, held: Held, words: Words, now: datetime) -> None:
    require(may_reply(who.standpoint, held.topic, held.category, now))
    within_limits(who, words, held.topic.pk, now)
    seconds = held.topic.slow_seconds or held.category.slow_seconds
    if seconds and not may_moderate(who.standpoint, held.category):
        require(slow_enough(seconds, last_post_in(held.topic.pk, who.standpoint.identities), now))


def _shown(post_id: int | None, topic_id: int) -> int | None:
    if post_id is None:
        return None
    shown = Post.objects.filter(pk=post_id, topic=topic_id, state=PostState.VISIBLE)
    return shown.values_list("pk", flat=True).first()
