"""How wide a forecast is: from what the winner missed by in the back-test."""

from collections.abc import Callable

import numpy as np

from steward.foundation.kernel.chance import Interval
from steward.stream.insights.forecasting.answers import Expected
from steward.stream.insights.forecasting.series import Bounds, Floats

LIKELY, WIDE = 0.8, 0.95
#: Where a normal distribution has these shares, in mean absolute misses.
NORMAL = {LIKELY: 1.606, WIDE: 2.456}
#: With fewer misses than `FEW` the normal's ends are taken, so much wider; from so many origins on (`TRUST`) the
#: empirical ends count more than the normal's.
FEW, ALONE, TRUST = 8, 1.25, 6.0
#: A lead's own spread counts against that of all leads like so many misses.
PULL = 8
#: No spread is smaller: it divides.
LITTLE = 1e-12


def expected(path: Floats, past: Floats, actual: Floats, bounds: Bounds, fallback: float) -> tuple[Expected, ...]:
    """Each step with its ranges.

    `past` are the winner's forecasts from past origins and `actual` what came (origins × horizon). Their misses are
    put on one scale (those of counts by the square root, which makes the spread of small and of large counts alike),
    divided by how wide each lead's misses usually are, and their empirical quantiles are taken together. Leads that
    were never judged widen with the square root of the lead. `fallback` is the spread where nothing was judged.
    """
    put, back = (_root, _square) if bounds.counts else (_same, _same)
    misses = put(actual) - put(past)
    spread = _spread(misses, len(path), _first(path, put, fallback))
    ends = {share: _ends(misses / spread, share) for share in (LIKELY, WIDE)}
    middle = put(path)
    edges = {
        (share, side): bounds.clip(back(middle + ends[share][side] * spread))
        for share in (LIKELY, WIDE)
        for side in (0, 1)
    }
    return tuple(
        _step(float(value), *(float(edges[share, side][at]) for share in (LIKELY, WIDE) for side in (0, 1)))
        for at, value in enumerate(path)
    )


def _step(value: float, low: float, high: float, lowest: float, highest: float) -> Expected:
    """Ranges that hold the value and each other, whatever rounding did."""
    likely = Interval(min(low, value), max(high, value))
    return Expected(value, likely, Interval(min(lowest, likely.low), max(highest, likely.high)))


def _first(path: Floats, put: Callable[[Floats], Floats], fallback: float) -> float:
    """The spread of the first lead where nothing was judged."""
    level = np.abs(path).mean()
    below, above = put(np.array([level, level + fallback]))
    return float(above - below)


def _spread(misses: Floats, horizon: int, first: float) -> Floats:
    """The mean absolute miss of each lead, never narrower than that of a nearer one."""
    leads = np.arange(1, horizon + 1, dtype=np.float64)
    sizes = np.abs(misses)
    counts = np.sum(~np.isnan(sizes), axis=0)
    judged = int(np.sum(counts > 0))
    if not judged:
        return np.asarray(np.maximum(first * np.sqrt(leads), LITTLE))
    sums = np.nansum(sizes, axis=0)[:judged]
    whole = sums.sum() / counts.sum()
    means = (sums + whole * PULL) / (counts[:judged] + PULL)
    rising = np.maximum.accumulate(means)
    later = rising[-1] * np.sqrt(leads[judged:] / judged)
    return np.asarray(np.maximum(np.concatenate([rising, later]), LITTLE))


def _ends(scaled: Floats, share: float) -> tuple[float, float]:
    """The quantiles of scaled misses that hold this share; wider, and more like a normal's, where few were judged."""
    pool = scaled[~np.isnan(scaled)]
    usual = NORMAL[share]
    if len(pool) < FEW:
        return -usual * ALONE, usual * ALONE
    origins = int(np.sum(~np.all(np.isnan(scaled), axis=1)))
    low, high = np.quantile(pool, [(1 - share) / 2, (1 + share) / 2])
    weight, wider = origins / (origins + TRUST), 1 + 1 / origins
    return (weight * low - (1 - weight) * usual) * wider, (weight * high + (1 - weight) * usual) * wider


def _same(values: Floats) -> Floats:
    return values


def _root(values: Floats) -> Floats:
    return np.asarray(np.sqrt(np.maximum(values, 0)))


def _square(values: Floats) -> Floats:
    return np.asarray(np.maximum(values, 0) ** 2)
