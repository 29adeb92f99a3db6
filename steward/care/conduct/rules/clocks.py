"""The clocks of a case: how long until somebody took it up, how long until it was decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from steward.care.conduct.enums import CaseState
from steward.care.conduct.models import Case


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: seconds gone (pauses left out), seconds there are, whether it still runs."""

    seconds: float
    target: float
    runs: bool

    @property
    def is_late(self) -> bool:
        """Whether the target is missed."""
        return self.seconds > self.target

    @property
    def left(self) -> float:
        """Seconds until the target, negative when it is missed."""
        return self.target - self.seconds


def claim_clock(case: Case, target: timedelta, now: datetime) -> Clock:
    """From the opening until somebody first took it up."""
    until = case.first_claimed_at or case.decided_at or now
    runs = case.first_claimed_at is None and case.decided_at is None
    return Clock((until - case.opened_at).total_seconds(), target.total_seconds(), runs)


def decision_clock(case: Case, now: datetime) -> Clock:
    """From the opening until the decision, without the pauses; its target is the case's `due_at`."""
    running = case.state == CaseState.OPEN
    until = case.decided_at or (case.paused_at if case.paused_at and not running else None) or now
    gone = (until - case.opened_at).total_seconds() - case.paused_seconds
    there_are = (case.due_at - case.opened_at).total_seconds() - case.paused_seconds
    return Clock(gone, there_are, running)


def is_held(case: Case, now: datetime) -> bool:
    """Whether somebody works on it now."""
    return case.claimed_by_id is not None and case.claimed_until is not None and case.claimed_until > now
