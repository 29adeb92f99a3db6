"""Close or open a topic at a set time, and do what is due."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import SYSTEM, Viewer
from steward.square.forum.actions.acting import Why, change_topic
from steward.square.forum.actions.lock import lock, unlock
from steward.square.forum.actions.pin import unpin
from steward.square.forum.models import Topic

#: Topics carried out in one turn of the minute.
AT_ONCE = 500


def close_later(
    *,
    actor: Viewer,
    topic_id: int,
    closes_at: datetime | None = None,
    opens_at: datetime | None = None,
    why: Why | None = None,
) -> Decision | None:
    """Set when the topic is locked and when it is opened (again) by itself; None takes a time away.

    None when it is so already. Raises NotFound, Forbidden, Invalid.
    """
    now = clock.now()
    for name, moment in (("closes_at", closes_at), ("opens_at", opens_at)):
        if moment is not None and moment <= now:
            raise Invalid({name: _("That moment is past.")})
    if closes_at is not None and closes_at == opens_at:
        raise Invalid({"opens_at": _("It cannot close and open in the same moment.")})
    more = {name: moment.isoformat() for name, moment in (("closes_at", closes_at), ("opens_at", opens_at)) if moment}
    return change_topic(
        "close_later", topic_id, actor=actor, why=why or Why(), more=more, closes_at=closes_at, opens_at=opens_at
    )


def do_what_is_due(now: datetime) -> int:
    """Close, open and unpin the topics whose time has come, each in its own transaction; returns how many.

    Run twice at once it does everything once: each topic is looked at again under its lock.
    """
    due = Q(closes_at__lte=now) | Q(opens_at__lte=now) | Q(pinned_until__lte=now)
    rows = Topic.objects.filter(due, merged_into=None).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_carry_out(pk, now) for pk in rows)


@transaction.atomic
def _carry_out(topic_id: int, now: datetime) -> bool:
    topic = Topic.objects.select_for_update().filter(pk=topic_id).first()
    if topic is None:
        return False
    acts = ((topic.closes_at, lock), (topic.opens_at, unlock), (topic.pinned_until, unpin))
    due = sorted(((at, act) for at, act in acts if at is not None and at <= now), key=lambda turn: turn[0])
    done = [act(actor=SYSTEM, topic_id=topic_id) for _at, act in due]
    return any(done)
