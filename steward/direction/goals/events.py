"""What goals announce."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class GoalMade:
    """A goal was written down as a draft."""

    type: ClassVar[str] = "goals.made"
    subject: ClassVar[str] = "goal:goal_id"
    goal_id: int


@dataclass(frozen=True, slots=True)
class GoalChanged:
    """Words, period, owner or parts of a goal changed."""

    type: ClassVar[str] = "goals.changed"
    subject: ClassVar[str] = "goal:goal_id"
    goal_id: int


@dataclass(frozen=True, slots=True)
class GoalActivated:
    """A goal is under way."""

    type: ClassVar[str] = "goals.activated"
    subject: ClassVar[str] = "goal:goal_id"
    goal_id: int


@dataclass(frozen=True, slots=True)
class GoalClosed:
    """A goal was closed; `outcome` is reached, partly or missed."""

    type: ClassVar[str] = "goals.closed"
    subject: ClassVar[str] = "goal:goal_id"
    goal_id: int
    outcome: str


@dataclass(frozen=True, slots=True)
class GoalDropped:
    """A goal was given up."""

    type: ClassVar[str] = "goals.dropped"
    subject: ClassVar[str] = "goal:goal_id"
    goal_id: int


@dataclass(frozen=True, slots=True)
class GoalReopened:
    """Closing or dropping was taken back; `state` is what the goal is again."""

    type: ClassVar[str] = "goals.reopened"
    subject: ClassVar[str] = "goal:goal_id"
    goal_id: int
    state: str


@dataclass(frozen=True, slots=True)
class TermsChanged:
    """The goalposts were moved: target, baseline, line or rule of something under way. One id is None."""

    type: ClassVar[str] = "goals.terms_changed"
    subject: ClassVar[str] = "goal:goal_id"
    goal_id: int
    key_result_id: int | None
    guardrail_id: int | None
    version: int


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Somebody said how a key result is doing."""

    type: ClassVar[str] = "goals.checked_in"
    subject: ClassVar[str] = "key_result:key_result_id"
    key_result_id: int
    check_in_id: int


@dataclass(frozen=True, slots=True)
class CheckInDue:
    """The owner of a key result is reminded of saying how it is doing."""

    type: ClassVar[str] = "goals.check_in_due"
    subject: ClassVar[str] = "key_result:key_result_id"
    key_result_id: int


@dataclass(frozen=True, slots=True)
class VerdictChanged:
    """The verdict on a key result is another one now."""

    type: ClassVar[str] = "goals.verdict_changed"
    subject: ClassVar[str] = "key_result:key_result_id"
    key_result_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class GuardrailTurned:
    """A guardrail holds again, or holds no longer."""

    type: ClassVar[str] = "goals.guardrail_turned"
    subject: ClassVar[str] = "guardrail:guardrail_id"
    guardrail_id: int
    holds: bool


@dataclass(frozen=True, slots=True)
class ServingChanged:
    """A piece of work serves other goals than before."""

    type: ClassVar[str] = "goals.serving_changed"
    subject: ClassVar[str] = "work:object_id"
    kind: str
    object_id: int
    goals: tuple[int, ...]
