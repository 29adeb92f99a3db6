"""Put oneself on a chain sign-up (接龙), change the line, leave."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.square.forum.actions.hold import Writer, hold_topic, writer
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.events import ChainJoined
from steward.square.forum.models import Chain, ChainEntry
from steward.square.forum.rules.may import may_join

LONGEST, MOST_PEOPLE = 300, 99


def join_chain(
    *, actor: Viewer, topic_id: int, text: str = "", people: int = 1, now: datetime | None = None
) -> ChainEntry:
    """Sign up, or change the line one has: its place stays. Beyond the limit an entry waits for a place.

    Raises NotFound, Forbidden, Invalid (fields "text", "people").
    """
    now = now or clock.now()
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise Invalid({"text": _("A line has at most %(most)d characters.") % {"most": LONGEST}})
    if not 1 <= people <= MOST_PEOPLE:
        raise Invalid({"people": _("Between 1 and %(most)d people can come with one line.") % {"most": MOST_PEOPLE}})
    who = writer(actor)
    with transaction.atomic():
        chain = _held(who, topic_id, now)
        entry = _own(who, chain)
        if entry is None:
            entry = ChainEntry(chain=chain, identity_id=who.identity_id, at=now)
        elif (entry.text, entry.people) == (text, people):
            return entry
        entry.text, entry.people = text, people
        entry.save()
        publish(ChainJoined(topic_id, who.identity_id), actor=actor.name)
        stamp(topic_id)
    return entry


def leave_chain(*, actor: Viewer, topic_id: int, now: datetime | None = None) -> bool:
    """Take one's line away; whoever waits first gets the place. False when there was none.

    Raises NotFound, Forbidden.
    """
    who = writer(actor)
    with transaction.atomic():
        chain = _held(who, topic_id, now or clock.now())
        entry = _own(who, chain)
        if entry is None:
            return False
        before = _inside(chain)
        entry.delete()
        risen = set(_inside(chain)) - set(before)
        publish(
            ChainJoined(topic_id, who.identity_id, left=True, risen=next(iter(risen), None)), actor=actor.name
        )  # fmt: skip
        stamp(topic_id)
    return True


def _held(who: Writer, topic_id: int, now: datetime) -> Chain:
    """The sign-up of the locked topic, open for the writer."""
    held = hold_topic(who.standpoint, topic_id)
    chain = Chain.objects.filter(topic=topic_id).first()
    if chain is None:
        raise NotFound
    require(may_join(who.standpoint, chain, held.topic, held.category, now))
    return chain


def _own(who: Writer, chain: Chain) -> ChainEntry | None:
    return ChainEntry.objects.filter(chain=chain, identity__in=who.standpoint.identities).first()


def _inside(chain: Chain) -> list[int]:
    """The identities that have a place, in order."""
    rows = chain.entries.order_by("pk").values_list("identity_id", flat=True)
    return list(rows if chain.limit is None else rows[: chain.limit])
