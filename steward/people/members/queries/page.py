"""Everything a member's page shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.members.models import Identity, Member, Merge
from steward.people.members.queries.evidence import sentence


@dataclass(frozen=True, slots=True)
class PastMerge:
    """A merge in a member's history, standing or taken back."""

    decision: Decision
    winner: str
    loser: str
    undone: bool
    reasons: list[str]


def member_for(viewer: Viewer, member_id: int) -> Member:
    """The member's row, also one merged into another. Raises Forbidden, NotFound."""
    require(allowed(viewer, "members.view"))
    member = Member.objects.select_related("account").filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member


def standing_for(viewer: Viewer, member_id: int) -> Member:
    """The member that stands for this row now. Raises Forbidden, NotFound."""
    member = member_for(viewer, member_id)
    return member_for(viewer, member.merged_into_id) if member.merged_into_id else member


def identities_of(member: Member) -> list[Identity]:
    """The member's identities with the names each was seen under."""
    return list(member.identities.prefetch_related("names_seen").order_by("service", "pk"))


def merges_of(member: Member) -> list[PastMerge]:
    """Every merge that touched any row of the member, the latest first."""
    rows = list(Member.objects.filter(Q(pk=member.pk) | Q(merged_into=member.pk)).values_list("pk", flat=True))
    found = (
        Merge.objects.filter(Q(winner__in=rows) | Q(loser__in=rows))
        .select_related("decision__account", "winner", "loser")
        .order_by("-pk")
    )
    return [
        PastMerge(
            merge.decision,
            merge.winner.name,
            merge.loser.name,
            merge.undone_at is not None,
            [_plain(rule) for rule in merge.decision.evidence.get("rules", []) if _plain(rule)],
        )
        for merge in found
    ]


def panels_of(viewer: Viewer) -> list[Any]:
    """The sections other rooms offer for this page that the viewer may see."""
    offered = sorted(items("member-panels"), key=lambda panel: panel.order)
    return [panel for panel in offered if not panel.permission or viewer.can(panel.permission)]


def _plain(rule: str) -> str:
    text = sentence(rule)
    return "" if "%(seen)s" in text else text
