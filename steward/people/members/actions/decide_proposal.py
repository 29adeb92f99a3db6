"""What accepting, rejecting and reopening a merge proposal does; called by the proposals room."""

from steward.foundation.journal.public import Decision, decide, mark_undone
from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.proposals.public import Proposal
from steward.people.access.public import Viewer, allowed
from steward.people.members.actions.merge_members import (
    forget_rejections,
    merge_members,
    reject_between,
    root_of,
    undo_merge,
)
from steward.people.members.models import Identity


def accept_pair(actor: Viewer, proposal: Proposal) -> int:
    """Merge the members of the two identities; the one with more identities, then the older, survives."""
    low, high = _members(proposal)
    sizes = {root: Identity.objects.filter(member=root).count() for root in (low, high)}
    winner, loser = sorted((low, high), key=lambda root: (-sizes[root], root))
    return merge_members(actor=actor, winner_id=winner, loser_id=loser, evidence=proposal.evidence).pk


def reject_pair(actor: Viewer, proposal: Proposal) -> int:
    """Remember for ever that the two are different people."""
    require(allowed(actor, "members.merge"))
    low, high = _members(proposal)
    new = reject_between(low, high)
    return decide(
        kind="members.reject", subject=f"member:{low}", account_id=actor.account_id, evidence=proposal.evidence,
        undo={"pairs": [list(pair) for pair in new]},
    ).pk  # fmt: skip


def reopen_pair(actor: Viewer, proposal: Proposal) -> None:
    """Take back whichever was done."""
    require(allowed(actor, "members.merge"))
    decision = Decision.objects.filter(pk=proposal.decision_id or 0).first()
    if decision is None:
        raise NotFound
    if proposal.state == Proposal.State.ACCEPTED:
        undo_merge(actor=actor, decision_id=decision.pk)
    elif mark_undone(decision, account_id=actor.account_id):
        forget_rejections([(low, high) for low, high in decision.undo["pairs"]])


def _members(proposal: Proposal) -> tuple[int, int]:
    homes = dict(
        Identity.objects.filter(pk__in=[proposal.payload["low"], proposal.payload["high"]]).values_list(
            "pk", "member_id"
        )
    )
    if len(homes) < 2:
        raise NotFound
    return root_of(homes[proposal.payload["low"]]), root_of(homes[proposal.payload["high"]])
