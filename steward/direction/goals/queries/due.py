"""Where a key result will be on its due date."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.utils.translation import override

from steward.direction.goals.enums import Mode
from steward.direction.goals.models import KeyResult
from steward.direction.goals.queries.lake import Lake
from steward.direction.goals.queries.metrics import grain_of, metrics, shape_of
from steward.direction.goals.queries.steps import Step
from steward.stream.insights.errors import FarForecast, NoForecast
from steward.stream.insights.public import Forecast, Scope

#: Of the normal distribution: an 80 % interval reaches so many standard deviations to each side.
EIGHTY = 1.2816


@dataclass(frozen=True, slots=True)
class Due:
    """The forecast for the last day with its 80 % interval and the way there: (day after the step, value, low, high).

    `method` and `note` are words of insights in English: they are translated when they are read.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    path: tuple[tuple[str, float, float, float], ...] = ()
    method: str = ""
    error: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A step to come: how much of it lies in the goal's days, its value and the half of its 80 % interval."""

    ends: date
    part: float
    value: float
    half: float


def due_of(part: KeyResult, steps: list[Step], lake: Lake, scope: Scope, today: date) -> Due:
    """The forecast for a goal's last day, seen from today. Without a value where there is none: the note says why."""
    metric = metrics().get(part.metric)
    if metric is None:
        return Due()
    try:
        with override("en"):
            found = lake.forecast(part.metric, scope, grain_of(metric, part.grain), part.goal.last_day, today)
    except (NoForecast, FarForecast):
        return Due()
    plain = Due(method=found.name, error=found.error, note=found.note)
    if part.mode == Mode.LAST:
        return _level(found, part.goal.last_day, plain)
    so_far = steps[-1].value if steps else None
    if so_far is None:
        return plain
    ahead = _ahead(found, today, part.goal.until)
    if shape_of(metric).adds:
        return _sum(so_far, ahead, plain)
    return plain if shape_of(metric).grows else _mean(so_far, ahead, part, today, plain)


def _level(found: Forecast, last_day: date, plain: Due) -> Due:
    point, likely = found.at(last_day), found.likely_at(last_day)
    if point is None or point.value is None or likely is None:
        return plain
    path = tuple(
        (step.ends.isoformat(), step.value, around.low, around.high)
        for step, around in zip(found.points, found.likely, strict=True)
        if step.value is not None
    )
    return Due(point.value, likely.low, likely.high, path, plain.method, plain.error, plain.note)


def _ahead(found: Forecast, today: date, until: date) -> list[_Ahead]:
    """The steps to come as far as they lie between today and the goal's end."""
    ahead = []
    for step, likely in zip(found.points, found.likely, strict=True):
        starts, ends = max(step.starts, today), min(step.ends, until)
        if ends > starts and step.value is not None:
            part = (ends - starts).days / (step.ends - step.starts).days
            ahead.append(_Ahead(ends, part, step.value, (likely.high - likely.low) / 2))
    return ahead


def _sum(so_far: float, ahead: list[_Ahead], plain: Due) -> Due:
    """What is done and what the steps to come will add, with its interval after each.

    The misses of steps are part noise, which differs from step to step, and part drift of the level, which they share:
    what a later step's interval is wider than that of the first is taken as drift. Variances of the noise add up,
    deviations of the drift do.
    """
    path, total, noise, drift = [], so_far, 0.0, 0.0
    first = (ahead[0].half / EIGHTY) ** 2 if ahead else 0.0
    for step in ahead:
        variance = (step.half / EIGHTY) ** 2
        total += step.value * step.part
        noise += min(first, variance) * step.part
        drift += sqrt(max(variance - first, 0.0)) * step.part
        half = EIGHTY * sqrt(noise + drift**2)
        path.append((step.ends.isoformat(), total, max(total - half, min(so_far, total)), total + half))
    if not path:
        return plain
    _day, value, low, high = path[-1]
    return Due(value, low, high, tuple(path), plain.method, plain.error, plain.note)


def _mean(so_far: float, ahead: list[_Ahead], part: KeyResult, today: date, plain: Due) -> Due:
    """A rate over all days: what was so far and what the steps to come will be, each by its days."""
    days = float((today - part.goal.first_day).days)
    value, spread, path = so_far, 0.0, []
    for step in ahead:
        more = step.part * {"day": 1, "week": 7}.get(part.grain, 30)
        spread = (spread * days + step.half * more) / (days + more)
        value = (value * days + step.value * more) / (days + more)
        days += more
        path.append((step.ends.isoformat(), value, value - spread, value + spread))
    return (
        Due(value, value - spread, value + spread, tuple(path), plain.method, plain.error, plain.note)
        if path
        else plain
    )
