"""The inbox of merge proposals."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.proposals.public import Proposal
from steward.people.access.public import Viewer, allowed
from steward.people.members.enums import MERGE
from steward.people.members.models import Identity, Member
from steward.people.members.queries.evidence import evidence

PAGE = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two members, with the identity that speaks for it first."""

    member: Member
    identities: list[Identity]


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as it is drawn."""

    proposal: Proposal
    sides: tuple[Side, Side]
    evidence: list[dict[str, Any]]


def open_proposals(viewer: Viewer, *, least: float = 0.0) -> QuerySet[Proposal]:
    """Open merge proposals from this score upwards, best first. Raises Forbidden."""
    require(allowed(viewer, "members.merge"))
    rows = Proposal.objects.filter(kind=MERGE, state=Proposal.State.OPEN, score__gte=least)
    return rows.order_by("-score", "pk")


def waiting(viewer: Viewer) -> int:
    """How many proposals wait; 0 for those who may not decide them."""
    return open_proposals(viewer).count() if viewer.can("members.merge") else 0


def cards(proposals: list[Proposal]) -> list[Card]:
    """The proposals with both members, in three queries; those whose identities are gone are left out."""
    ends = {number for proposal in proposals for number in (proposal.payload["low"], proposal.payload["high"])}
    by_pk = {
        identity.pk: identity
        for identity in Identity.objects.filter(pk__in=ends)
        .select_related("member")
        .prefetch_related("member__identities")
    }
    return [
        Card(each, (_side(low), _side(high)), evidence(low, high, each.evidence.get("rules", [])))
        for each in proposals
        if (low := by_pk.get(each.payload["low"])) and (high := by_pk.get(each.payload["high"]))
    ]


def card_of(viewer: Viewer, proposal_id: int) -> Card:
    """One proposal, whatever its state. Raises Forbidden, NotFound."""
    require(allowed(viewer, "members.merge"))
    found = cards(list(Proposal.objects.filter(pk=proposal_id, kind=MERGE)))
    if not found:
        raise NotFound
    return found[0]


def _side(identity: Identity) -> Side:
    others = [each for each in identity.member.identities.all() if each.pk != identity.pk]
    return Side(identity.member, [identity, *sorted(others, key=lambda each: each.pk)])
