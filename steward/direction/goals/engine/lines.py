"""The way from a baseline to a target.

A line is asked by the day after the last one that was read: at `since` it is at its start, at `until` at its target.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: A season may lift or press a line by this factor at most: beyond it last year was an accident, not a season.
MOST = 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """From `start` on the day `since` to `target` on the day `until` (the day after the last).

    `points` are (day, value) of a stepped line: from the evening of that day on the value is asked for. `shape` is that
    of a seasonal line: numbers at equal distances from the first day to the last. For levels they are factors of the
    straight line (1 at both ends), for sums (`is_sum`) the part of the way that is done (0 to 1). Without points or
    shape the line is straight.
    """

    since: date
    until: date
    start: float
    target: float
    points: tuple[tuple[date, float], ...] = ()
    shape: tuple[float, ...] = ()
    is_sum: bool = False

    def at(self, day: date) -> float:
        """Where it is on the evening before `day`; level before and after."""
        if day <= self.since:
            return self.start
        if day >= self.until:
            return self.target
        if self.points:
            return self._stepped(day)
        way = elapsed(self.since, self.until, day)
        if len(self.shape) > 1:
            here = _between(self.shape, way)
            straight = self.start + (self.target - self.start) * way
            return self.start + (self.target - self.start) * here if self.is_sum else straight * here
        return self.start + (self.target - self.start) * way

    def _stepped(self, day: date) -> float:
        steps = sorted(self.points)
        # Read on the evening before `day`: a step of that very evening counts.
        passed = bisect_right([when for when, _value in steps], date.fromordinal(day.toordinal() - 1))
        return steps[passed - 1][1] if passed else self.start


def elapsed(since: date, until: date, day: date) -> float:
    """The part of the days from `since` to `until` that is over at the beginning of `day`, from 0 to 1."""
    return min(max((day - since).days / (until - since).days, 0.0), 1.0)


def shape_of_levels(values: Sequence[float | None]) -> tuple[float, ...]:
    """Last year's values at the ends of the steps, the one before the first step included, as factors.

    Each is divided by the straight line between the first and the last, so that both ends are 1. Empty, and the line
    straight, where a value is unknown or a season cannot be told from it (fewer than two steps, nothing at an end).
    """
    known = [value for value in values if value is not None]
    if len(known) != len(values) or len(known) < 3 or min(known[0], known[-1]) <= 0:
        return ()
    first, last, steps = known[0], known[-1], len(known) - 1
    straight = [first + (last - first) * number / steps for number in range(steps + 1)]
    factors = [min(max(value / level, 1 / MOST), MOST) for value, level in zip(known, straight, strict=True)]
    return (1.0, *factors[1:-1], 1.0)


def shape_of_sums(values: Sequence[float | None]) -> tuple[float, ...]:
    """Last year's amounts of the steps as the part that was done at the end of each, 0 at the beginning.

    Empty where an amount is unknown or negative, or nothing happened at all.
    """
    known = [value for value in values if value is not None]
    total = sum(known)
    if len(known) != len(values) or len(known) < 2 or min(known) < 0 or total <= 0:
        return ()
    done, parts = 0.0, [0.0]
    for value in known:
        done += value
        parts.append(min(done / total, 1.0))
    return (*parts[:-1], 1.0)


def _between(shape: Sequence[float], way: float) -> float:
    """The value of equally distant numbers at a part of the way, on a straight line between its neighbours."""
    place = way * (len(shape) - 1)
    before = min(int(place), len(shape) - 2)
    return shape[before] + (shape[before + 1] - shape[before]) * (place - before)
