"""Before and after, where nobody was left out."""

from collections.abc import Sequence
from statistics import fmean

from steward.direction.decisions.comparing.chance import welch
from steward.direction.decisions.comparing.records import Effect

#: A foreseen step: its value and the range it lies in (95 %).
Foreseen = tuple[float, float, float]


def against_forecast(
    before: Sequence[float], after: Sequence[float], foreseen: Sequence[Foreseen], method: str
) -> Effect | None:
    """Actual less foreseen, both as means over the same steps; None without steps.

    The range of the mean is the mean of the ranges: as wide as if every step's error were the same, which is cautious,
    since a forecast that is off in one step is usually off the same way in the next.
    """
    if not after or len(after) != len(foreseen):
        return None
    instead, low, high = (fmean(column) for column in zip(*foreseen, strict=True))
    now = fmean(after)
    return Effect(
        "forecast", fmean(before) if before else None, now, instead, now - instead, now - high, now - low,
        steps_before=len(before), steps_after=len(after), forecast=method,
    )  # fmt: skip


def before_after(before: Sequence[float], after: Sequence[float]) -> Effect:
    """After less before with Welch's interval; everything that changed meanwhile is in it."""
    if not before or not after:
        was, is_now = (fmean(side) if side else None for side in (before, after))
        return Effect("before_after", was, is_now, steps_before=len(before), steps_after=len(after), why="no_steps")
    found = welch(before, after)
    return Effect(
        "before_after", fmean(before), fmean(after), fmean(before), found.value, found.low, found.high,
        steps_before=len(before), steps_after=len(after), why="" if found.low is not None else "few_steps",
    )  # fmt: skip
