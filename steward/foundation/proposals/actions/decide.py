"""Accepting and rejecting suggestions, and taking either back."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.proposals.events import ProposalDecided, ProposalReopened
from steward.foundation.proposals.models import Proposal
from steward.foundation.proposals.rules import Actor, kind_of, may_decide


def accept(*, actor: Actor, proposal_id: int) -> Proposal:
    """Do what the proposal suggests. Raises NotFound, Forbidden, and Invalid when it was decided before."""
    return _decide(actor, proposal_id, Proposal.State.ACCEPTED)


def reject(*, actor: Actor, proposal_id: int) -> Proposal:
    """Say no: the same suggestion never comes back. Raises as `accept` does."""
    return _decide(actor, proposal_id, Proposal.State.REJECTED)


@transaction.atomic
def reopen(*, actor: Actor, proposal_id: int) -> Proposal:
    """Take the decision back: what was done is undone and the suggestion is open again."""
    proposal = _locked(proposal_id)
    kind = kind_of(proposal.kind)
    require(may_decide(actor, kind))
    if proposal.state not in {Proposal.State.ACCEPTED, Proposal.State.REJECTED}:
        raise Invalid(_("There is nothing to take back: this proposal has not been decided."))
    release(decision_id=proposal.decision_id, proposal_id=proposal.pk)
    kind.reopen(actor, proposal)
    publish(ProposalReopened(proposal.pk, proposal.kind), actor=actor.name)
    proposal.refresh_from_db()
    return proposal


def release(*, decision_id: int | None, proposal_id: int | None = None) -> int:
    """Open the proposal behind a decision again, for the room that took the decision back itself. How many it was."""
    rows = Proposal.objects.filter(state__in=[Proposal.State.ACCEPTED, Proposal.State.REJECTED])
    rows = rows.filter(pk=proposal_id) if proposal_id else rows.filter(decision_id=decision_id)
    return rows.update(state=Proposal.State.OPEN, decided_at=None, decided_by=None, decision_id=None)


@transaction.atomic
def _decide(actor: Actor, proposal_id: int, state: Proposal.State) -> Proposal:
    proposal = _locked(proposal_id)
    kind = kind_of(proposal.kind)
    require(may_decide(actor, kind))
    if proposal.state != Proposal.State.OPEN:
        raise Invalid(_("This proposal is no longer open."))
    done = kind.accept if state == Proposal.State.ACCEPTED else kind.reject
    proposal.decision_id = done(actor, proposal)
    proposal.state, proposal.decided_at = state, clock.now()
    proposal.decided_by_id = actor.account_id
    proposal.save(update_fields=["state", "decided_at", "decided_by", "decision_id"])
    publish(ProposalDecided(proposal.pk, proposal.kind, state.value), actor=actor.name)
    return proposal


def _locked(proposal_id: int) -> Proposal:
    proposal = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound
    return proposal
