"""What decisions announce. Ids and outcomes; the words stay in the decision."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Resolved:
    """The team decided about a number; `kind` is accept, act or watch."""

    type: ClassVar[str] = "decisions.resolved"
    subject: ClassVar[str] = "decision:resolution_id"
    resolution_id: int
    kind: str
    metric: str


@dataclass(frozen=True, slots=True)
class ResolutionRevised:
    """A decision was changed, with a reason; `version` counts from 1."""

    type: ClassVar[str] = "decisions.revised"
    subject: ClassVar[str] = "decision:resolution_id"
    resolution_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ResolutionWithdrawn:
    """A decision no longer holds."""

    type: ClassVar[str] = "decisions.withdrawn"
    subject: ClassVar[str] = "decision:resolution_id"
    resolution_id: int


@dataclass(frozen=True, slots=True)
class ResolutionResumed:
    """A withdrawn or closed decision is under way again."""

    type: ClassVar[str] = "decisions.resumed"
    subject: ClassVar[str] = "decision:resolution_id"
    resolution_id: int


@dataclass(frozen=True, slots=True)
class ResolutionClosed:
    """The team has drawn its conclusion."""

    type: ClassVar[str] = "decisions.closed"
    subject: ClassVar[str] = "decision:resolution_id"
    resolution_id: int


@dataclass(frozen=True, slots=True)
class EffectMeasured:
    """What came of a decision was measured; `verdict` is worked, did_not, cannot_tell, or "" without expectation."""

    type: ClassVar[str] = "decisions.measured"
    subject: ClassVar[str] = "decision:resolution_id"
    resolution_id: int
    measurement_id: int
    verdict: str
    early: bool


@dataclass(frozen=True, slots=True)
class LookAgain:
    """The day has come to look again at a number that was accepted or put under watch, or measured by hand."""

    type: ClassVar[str] = "decisions.look_again"
    subject: ClassVar[str] = "decision:resolution_id"
    resolution_id: int
