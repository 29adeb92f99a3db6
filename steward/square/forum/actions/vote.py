"""Vote in a poll, change the vote, take it back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.square.forum.actions.hold import hold_topic, writer
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.events import Voted
from steward.square.forum.models import Poll, PollOption, PollVote
from steward.square.forum.rules.may import may_vote


def vote(*, actor: Viewer, topic_id: int, options: Collection[int], now: datetime | None = None) -> None:
    """Let the actor's vote be exactly these options (ids); none takes it back.

    Raises NotFound, Forbidden, Invalid (field "options").
    """
    now = now or clock.now()
    who = writer(actor)
    with transaction.atomic():
        held = hold_topic(who.standpoint, topic_id)
        poll = Poll.objects.filter(topic=topic_id).first()
        if poll is None:
            raise NotFound
        require(may_vote(who.standpoint, poll, held.topic, held.category, now))
        chosen = _chosen(poll, options)
        mine = PollVote.objects.filter(option__poll=poll, identity__in=who.standpoint.identities)
        if set(mine.values_list("option_id", flat=True)) == chosen:
            return
        mine.exclude(option__in=chosen).delete()
        PollVote.objects.bulk_create(
            [PollVote(option_id=option, identity_id=who.identity_id, at=now) for option in sorted(chosen)],
            ignore_conflicts=True,
        )
        count_votes(poll)
        publish(Voted(topic_id, who.identity_id), actor=actor.name)
        stamp(topic_id)


def count_votes(poll: Poll) -> None:
    """Derive the counters of a poll, whose topic is locked, from its votes."""
    counted = dict(
        PollVote.objects.filter(option__poll=poll)
        .values_list("option")
        .annotate(n=Count("pk"))
        .values_list("option", "n")
    )
    for option in PollOption.objects.filter(poll=poll):
        if option.votes != counted.get(option.pk, 0):
            PollOption.objects.filter(pk=option.pk).update(votes=counted.get(option.pk, 0))
    voters = PollVote.objects.filter(option__poll=poll).aggregate(n=Count("identity", distinct=True))["n"]
    Poll.objects.filter(pk=poll.pk).update(voters=voters)


def _chosen(poll: Poll, options: Collection[int]) -> set[int]:
    chosen = set(options)
    if not chosen <= set(PollOption.objects.filter(poll=poll).values_list("pk", flat=True)):
        raise Invalid({"options": _("That is not an option of this poll.")})
    if len(chosen) > poll.choices:
        sentence = ngettext(
            "You can choose %(most)d option.", "You can choose at most %(most)d options.", poll.choices
        )  # fmt: skip
        raise Invalid({"options": sentence % {"most": poll.choices}})
    return chosen
