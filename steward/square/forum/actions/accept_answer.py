"""Accept an answer, take the acceptance back."""

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer
from steward.square.forum.actions.hold import hold_post
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.events import AnswerAccepted
from steward.square.forum.models import Topic
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_accept


@transaction.atomic
def accept(*, actor: Viewer, post_id: int) -> bool:
    """Say that this reply answers the question, instead of another one accepted before. False when it does already.

    Raises NotFound, Forbidden.
    """
    held, post = hold_post(standpoint(actor), post_id)
    require(may_accept(held.standpoint, post, held.topic, held.category))
    if held.topic.accepted_id == post_id:
        return False
    _set(held.topic, post_id, actor)
    return True


@transaction.atomic
def unaccept(*, actor: Viewer, post_id: int) -> bool:
    """Say that this reply is not the answer after all. False when it is not. Raises NotFound, Forbidden."""
    held, post = hold_post(standpoint(actor), post_id)
    require(may_accept(held.standpoint, post, held.topic, held.category))
    if held.topic.accepted_id != post_id:
        return False
    _set(held.topic, None, actor)
    return True


def _set(topic: Topic, post_id: int | None, actor: Viewer) -> None:
    Topic.objects.filter(pk=topic.pk).update(accepted=post_id)
    publish(AnswerAccepted(topic.pk, post_id), actor=actor.name)
    stamp(topic.pk)
