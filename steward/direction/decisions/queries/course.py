"""The picture of a decision: the number's steps, what was foreseen, how places like it went."""

from datetime import date, timedelta
from statistics import fmean
from typing import Any

from steward.direction.decisions.comparing.records import Effect
from steward.direction.decisions.enums import Method
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.effects import narrowed, steps
from steward.direction.decisions.queries.metrics import metric_named, place_scope, scope_of
from steward.direction.decisions.queries.telling import latest
from steward.direction.decisions.rules import DAY, back, cut, start_of, steps_in
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Scope, Window, forecast, today

#: Steps before the decision that are drawn at least, and steps that are drawn at all.
LEAST, MOST = 12, 120


def course(viewer: Viewer, resolution: Resolution) -> dict[str, Any]:
    """Plain values to be kept: first days of steps, values, forecast with its range, the pool's mean; {} is unknown."""
    metric = metric_named(resolution.metric)
    if metric is None:
        return {}
    grain, scope = Grain(resolution.grain), scope_of(resolution)
    first, last = _reach(resolution, grain)
    known = start_of(min(today() - timedelta(days=metric.settles), last), grain)
    drawn = Window(first, last, grain).steps()
    values = steps(viewer, resolution.metric, scope, grain, (first, known)) if known > first else []
    return {
        "days": [step.starts.isoformat() for step in drawn],
        "values": _padded(values, len(drawn)),
        "pool": _padded(_pool(viewer, resolution, grain, (first, known)), len(drawn)),
    } | _foreseen(viewer, resolution, scope, [step.starts for step in drawn])


def _reach(resolution: Resolution, grain: Grain) -> tuple[date, date]:
    """First and last day drawn: what was looked at and measured before, up to its day."""
    begin = start_of(resolution.starts, grain)
    first = min(start_of(resolution.since, grain), back(begin, max(LEAST, steps_in(resolution.days, grain)), grain))
    first = max(first, back(begin, MOST, grain))
    day = resolution.due or resolution.starts + timedelta(days=resolution.days)
    last = max(day, begin + DAY) - DAY
    return first, cut(last, grain).end_of(last)


def _padded(values: list[float | None], size: int) -> list[float | None]:
    return [*values[:size], *[None] * (size - len(values))]


def _pool(viewer: Viewer, resolution: Resolution, grain: Grain, days: tuple[date, date]) -> list[float | None]:
    """The mean of the places it was compared with; empty before that."""
    measured = latest(resolution)
    effect = Effect.parse(measured.result) if measured else None
    if effect is None or effect.method != Method.PLACES or days[0] >= days[1]:
        return []
    plain = place_scope(resolution.scope)
    scopes = [narrowed(plain, resolution.exposure, place) for place in effect.compared_ids]
    courses = [steps(viewer, resolution.metric, scope, grain, days) for scope in scopes]
    return [_mean(column) for column in zip(*courses, strict=True)]


def _mean(values: tuple[float | None, ...]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _foreseen(viewer: Viewer, resolution: Resolution, scope: Scope, days: list[date]) -> dict[str, Any]:
    """What was to be expected without the decision, as it was known when it took effect."""
    grain = Grain(resolution.grain)
    nothing: dict[str, list[float | None]] = {"foreseen": [], "low": [], "high": []}
    try:
        told = forecast(
            viewer, resolution.metric, scope=scope, grain=grain, until=days[-1],
            asof=start_of(resolution.starts, grain),
        )  # fmt: skip
    except Invalid:
        return nothing
    found = {point.starts: point for point in told.points}
    if not found:
        return nothing
    points = [found.get(day) for day in days]
    return {
        "foreseen": [point.value if point else None for point in points],
        "low": [point.interval.low if point and point.interval else None for point in points],
        "high": [point.interval.high if point and point.interval else None for point in points],
    }
