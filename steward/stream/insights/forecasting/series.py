"""What every candidate needs of a series: its scale, its gaps, its bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what values can lie; infinite where nothing bounds them."""

    low: float = -inf
    high: float = inf

    @property
    def counts(self) -> bool:
        """Whether values start at 0 and have no upper end, so that they may grow by ratios."""
        return self.low == 0 and self.high == inf

    def clip(self, values: Floats) -> Floats:
        """The values moved to where they can be."""
        return np.clip(values, self.low, self.high)


def as_array(values: Sequence[float | None]) -> Floats:
    """The series with NaN for what is unknown."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def median(rows: Floats) -> Floats:
    """The median of each row (the last axis) without its NaN; NaN where a row has nothing else.

    Ten times as fast as `numpy.nanmedian` on many short rows.
    """
    ordered = np.sort(rows, axis=-1)  # NaN are sorted to the end
    count = np.sum(~np.isnan(ordered), axis=-1)
    middle = np.stack([np.maximum(count - 1, 0) // 2, np.maximum(count, 1) // 2], axis=-1)
    pair = np.take_along_axis(ordered, np.minimum(middle, ordered.shape[-1] - 1), axis=-1)
    return np.asarray(pair.mean(axis=-1), dtype=np.float64)


def naive_scale(known: Floats, season: int) -> float:
    """The mean absolute step of the seasonal naive forecast inside the series: what MASE divides by.

    Source: R. J. Hyndman & A. B. Koehler (2006), "Another look at measures of forecast accuracy", International
    Journal of Forecasting 22:679-688. 0 for a series that repeats itself.
    """
    steps = np.abs(known[season:] - known[:-season])
    steps = steps[~np.isnan(steps)]
    return float(steps.mean()) if steps.size else 0.0


def filled(known: Floats, season: int) -> Floats:
    """The series with each gap filled by the value a season before, or by the last known one, or by the first."""
    whole = known.copy()
    for at in np.flatnonzero(np.isnan(known)):
        before = whole[at - season] if at >= season else whole[at - 1] if at else np.nan
        whole[at] = before
    first = np.flatnonzero(~np.isnan(whole))
    return np.where(np.isnan(whole), whole[first[0]] if first.size else 0.0, whole)
