"""The door of the proposals room."""

from steward.foundation.proposals.actions.decide import accept, reject, release, reopen
from steward.foundation.proposals.actions.offer import offer, withdraw
from steward.foundation.proposals.enums import Offer, ProposalKind
from steward.foundation.proposals.models import Proposal

__all__ = ["Offer", "Proposal", "ProposalKind", "accept", "offer", "reject", "release", "reopen", "withdraw"]
