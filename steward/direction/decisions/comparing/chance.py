"""Differences of means with their intervals of chance, 95 %."""

from collections.abc import Sequence
from math import floor, sqrt
from statistics import fmean, variance
from typing import NamedTuple

from steward.foundation.kernel.chance import Z

#: Student's quantile (two-sided 95 %) where the expansion is not good enough.
_FEW = {1: 12.706204736, 2: 4.302652730, 3: 3.182446305}


class Difference(NamedTuple):
    """A difference of two means; the bounds are None where one side has fewer than two values."""

    value: float
    low: float | None
    high: float | None


def student(freedom: float) -> float:
    """Student's t quantile, two-sided 95 %, for any degrees of freedom from 1 on.

    Source: M. Abramowitz, I. Stegun (1964), Handbook of Mathematical Functions, 26.7.5; off by less than 0.004. Below 3
    the tabled values are joined by straight lines over 1/freedom, which lie above the curve: cautious.
    """
    if freedom < 3:
        low = max(1, floor(freedom))
        share = (1 / low - 1 / max(freedom, 1)) / (1 / low - 1 / (low + 1))
        return _FEW[low] + share * (_FEW[low + 1] - _FEW[low])
    z = Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum(term / freedom ** (place + 1) for place, term in enumerate(terms))


def welch(
    before: Sequence[float], after: Sequence[float], unrest: float = 0.0, weight: float = 1.0, freedom: int = 1
) -> Difference:
    """Mean of `after` less mean of `before`, with Welch's interval.

    Source: B. L. Welch (1947), Biometrika 34:28-35; degrees of freedom after Satterthwaite (1946). Neither is empty.
    `unrest`, a variance known with so much `freedom`, widens the range by `weight` × itself.
    """
    change = fmean(after) - fmean(before)
    if min(len(before), len(after)) < 2:
        return Difference(change, None, None)
    parts = [(variance(side) / len(side), len(side) - 1) for side in (before, after)] + [(unrest * weight, freedom)]
    total = sum(part for part, _freedom in parts)
    if not total:
        return Difference(change, change, change)
    half = student(total**2 / sum(part**2 / size for part, size in parts if part)) * sqrt(total)
    return Difference(change, change - half, change + half)


def paired(differences: Sequence[float]) -> Difference:
    """The mean of differences within pairs, with Student's interval. May not be empty."""
    middle = fmean(differences)
    if len(differences) < 2:
        return Difference(middle, None, None)
    half = student(len(differences) - 1) * sqrt(variance(differences) / len(differences))
    return Difference(middle, middle - half, middle + half)
