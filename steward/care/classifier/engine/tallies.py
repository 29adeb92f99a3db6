"""Counts of what was right, wrong and missed, with their ranges of chance. Imports nothing heavy: pages read these."""

from collections.abc import Sequence
from dataclasses import dataclass

from steward.foundation.kernel.chance import Share

#: A threshold is chosen where at least so many were proposed, and never below one half.
_ENOUGH, _LOWEST = 5, 0.5


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one label: proposals that were right and wrong, and posts of the label that were missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Share:
        """Of what was proposed, what was right."""
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        """Of what the team decided so, what was proposed."""
        return Share(self.right, self.right + self.missed)

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
