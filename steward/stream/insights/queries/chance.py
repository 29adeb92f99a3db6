"""Ranges of chance, and whether a change lies beyond them. All at 95 %."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, variance

from steward.foundation.kernel.chance import Interval, Z
from steward.stream.insights.queries.answers import Point


def byar(count: float) -> Interval:
    """Byar's approximation of the exact Poisson interval of a count (Breslow and Day 1987)."""
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3 if count > 0 else 0.0
    more = count + 1
    return Interval(max(0.0, low), more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3)


def around_median(values: Sequence[float]) -> Interval | None:
    """The interval of a median from order statistics, without any assumption about the distribution.

    Ranks n/2 ± 0.98·√n (normal approximation of the binomial, rounded outwards); None below six values, where no pair
    of them holds the median in 95 of 100 cases. `values` are sorted.
    """
    size = len(values)
    if size < 6:
        return None
    half = Z * sqrt(size) / 2
    low, high = int(size / 2 - half), int(size / 2 + half) + 1
    return Interval(values[max(low - 1, 0)], values[min(high, size) - 1])


def rates_differ(now: Point, before: Point) -> bool:
    """Whether two rates differ: z-test of two proportions."""
    if not (now.denominator and before.denominator) or now.value is None or before.value is None:
        return False
    hits = (now.numerator or 0) + (before.numerator or 0)
    share = hits / (now.denominator + before.denominator)
    spread = share * (1 - share) * (1 / now.denominator + 1 / before.denominator)
    return spread > 0 and abs(now.value - before.value) > Z * sqrt(spread)


def counts_differ(now: Point, before: Point) -> bool:
    """Whether two counts differ, each seen over its own number of days: normal approximation of two Poisson rates."""
    if now.value is None or before.value is None:
        return False
    days, earlier = (now.ends - now.starts).days, (before.ends - before.starts).days
    spread = now.value / days**2 + before.value / earlier**2
    return spread > 0 and abs(now.value / days - before.value / earlier) > Z * sqrt(spread)


def medians_differ(now: Point, before: Point) -> bool:
    """Whether two medians differ: their intervals do not meet; without intervals (many values), a tenth at least."""
    if now.value is None or before.value is None:
        return False
    if now.interval and before.interval:
        return now.interval.low > before.interval.high or before.interval.low > now.interval.high
    if now.interval or before.interval:
        one, other = (now.interval, before.value) if now.interval else (before.interval, now.value)
        return one is not None and not one.low <= other <= one.high
    many = (now.denominator or 0) > 0 and (before.denominator or 0) > 0
    return many and abs(now.value - before.value) * 10 > max(now.value, before.value)


def days_differ(now: Sequence[float], before: Sequence[float]) -> bool:
    """Whether the means of two runs of days differ: Welch's test, with the normal quantile (a week at least)."""
    if min(len(now), len(before)) < 7:
        return False
    spread = variance(now) / len(now) + variance(before) / len(before)
    return spread > 0 and abs(fmean(now) - fmean(before)) > Z * sqrt(spread)
