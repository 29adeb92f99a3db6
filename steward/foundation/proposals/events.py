"""What the proposals room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ProposalsMade:
    """A rule, a metric or a model suggested something new."""

    type: ClassVar[str] = "proposals.made"
    subject: ClassVar[str] = "proposals"
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class ProposalsWithdrawn:
    """Suggestions are no longer needed."""

    type: ClassVar[str] = "proposals.withdrawn"
    subject: ClassVar[str] = "proposals"
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class ProposalDecided:
    """A person accepted or rejected a suggestion."""

    type: ClassVar[str] = "proposals.decided"
    subject: ClassVar[str] = "proposal:proposal_id"
    proposal_id: int
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class ProposalReopened:
    """A person took the decision about a suggestion back."""

    type: ClassVar[str] = "proposals.reopened"
    subject: ClassVar[str] = "proposal:proposal_id"
    proposal_id: int
    kind: str
