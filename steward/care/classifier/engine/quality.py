"""How good a version is, counted on decisions it had not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from steward.care.classifier.engine.linear import Real
from steward.care.classifier.engine.tallies import Tally
from steward.foundation.kernel.chance import Share

#: Thresholds of the curves, and how many bins the reliability table has.
STEPS = (*(round(step / 20, 2) for step in range(1, 20)), 0.97, 0.99)
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores of one tenth: how many, what they said on average, how many were so."""

    low: float
    size: int
    said: float | None
    so: Share


def tally(chances: Real, truth: Sequence[bool], threshold: float) -> Tally:
    """What proposing from a threshold upwards would have done."""
    proposed, is_so = chances >= threshold, np.asarray(truth, bool)
    return Tally(int((proposed & is_so).sum()), int((proposed & ~is_so).sum()), int((~proposed & is_so).sum()))


def curve(chances: Real, truth: Sequence[bool]) -> list[tuple[float, Tally]]:
    """The tally at each of the `STEPS`."""
    return [(step, tally(chances, truth, step)) for step in STEPS]


def reliability(chances: Real, truth: Sequence[bool]) -> list[Bin]:
    """Whether what was said to be so in seven of ten cases was so in seven of ten."""
    place = np.minimum((chances * BINS).astype(int), BINS - 1)
    is_so = np.asarray(truth, bool)
    bins = []
    for number in range(BINS):
        mine = place == number
        size = int(mine.sum())
        said = float(chances[mine].mean()) if size else None
        bins.append(Bin(number / BINS, size, said, Share(int(is_so[mine].sum()), size)))
    return bins


Points = list[list[float]]  # [[threshold, right, wrong, missed], …]


def curves(names: Sequence[str], chances: Real, labels: Sequence[str]) -> dict[str, Points]:
    """The curve of each label, as it is kept: `chances` has a column for each of `names`, `labels` is the truth."""
    kept = {}
    for column, name in enumerate(names):
        points = curve(chances[:, column], [label == name for label in labels])
        kept[name] = [[step, found.right, found.wrong, found.missed] for step, found in points]
    return kept
