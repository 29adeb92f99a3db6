"""Counts of what was right, wrong and missed, with their ranges of chance. Imports nothing heavy: pages read these."""

from collections.abc import Sequence
from dataclasses import dataclass

from steward.foundation.kernel.chance import wilson

#: A threshold is chosen where at least so many were proposed, and never below one half.
_ENOUGH, _LOWEST = 5, 0.5


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its range of chance (95 %): Wilson's score interval (1927). None where nothing was counted."""

    hits: int
    size: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.hits / self.size if self.size else None

    @property
    def low(self) -> float | None:
        """The lower end."""
        found = wilson(self.hits, self.size)
        return found.low if found else None

    @property
    def high(self) -> float | None:
        """The upper end."""
        found = wilson(self.hits, self.size)
        return found.high if found else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one label: proposals that were right and wrong, and posts of the label that were missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Rate:
        """Of what was proposed, what was right."""
        return Rate(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Rate:
        """Of what the team decided so, what was proposed."""
        return Rate(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None where there was nothing to find and nothing found."""
        size = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / size if size else None


def threshold_for(points: Sequence[tuple[float, Tally]], target: float) -> float | None:
    """The lowest threshold whose proposals were right as often as `target` asks; None where none was."""
    for step, found in points:
        precision = found.precision
        if step >= _LOWEST and precision.size >= _ENOUGH and precision.hits >= target * precision.size:
            return step
    return None
