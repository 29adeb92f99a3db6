"""Where the middle and the slow end of times lie."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Of so many times, in seconds: the median and the 90th percentile, None without any."""

    n: int
    median: float | None
    p90: float | None


def times(values: Sequence[float]) -> Times:
    """Median and 90th percentile of times in any order."""
    ordered = sorted(values)
    return Times(len(ordered), percentile(ordered, 0.5), percentile(ordered, 0.9))


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value below which `share` of the sorted values lie; None without values.

    Linear interpolation between the neighbours: definition 7 of Hyndman and Fan (1996, The American Statistician
    50:361-365), which numpy and spreadsheets use.
    """
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
