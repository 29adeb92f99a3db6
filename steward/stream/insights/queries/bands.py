"""What past and season allow for: the band of each step of a metric."""

from collections.abc import Sequence
from datetime import date, timedelta

from steward.foundation.kernel.chance import Interval
from steward.people.access.public import Viewer
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.enums import Chance, Grain, Unit
from steward.stream.insights.explaining.steps import Step, beyond
from steward.stream.insights.forecasting.engine import expected_band
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.queries.answers import Point
from steward.stream.insights.queries.forecast import SEASONS
from steward.stream.insights.queries.history import History, history
from steward.stream.insights.queries.measure import EVERYBODY
from steward.stream.insights.queries.places import reach

#: Ranges of chance that a band does not know: a rate of few cases scatters more than its history says.
_OWN_NOISE = frozenset({Chance.RATE, Chance.MEDIAN})
_COUNTS = frozenset({Unit.MEMBERS, Unit.ACTIVITIES, Unit.THREADS})


def banded(
    viewer: Viewer, key: str, *, scope: Scope, grain: Grain | None, asof: date
) -> tuple[History, list[Interval | None]]:
    """The settled steps of a metric before a day, and where each was to be expected from those before it."""
    past = history(viewer, key, scope=scope, grain=grain, asof=asof)
    return past, bands_of(past.answer.metric, past.points, past.answer.grain)


def bands_of(metric: Metric, points: Sequence[Point], grain: Grain) -> list[Interval | None]:
    """The bands of steps."""
    values = [point.value for point in points]
    counts = metric.unit in _COUNTS and all(value is None or value >= 0 for value in values)
    return expected_band(values, SEASONS.get(grain, 1), counts=counts)


def outside(metric: Metric, points: Sequence[Point], bands: Sequence[Interval | None]) -> list[Step]:
    """The steps beyond their bands, strongest first."""
    noise = [point.interval if metric.chance in _OWN_NOISE else None for point in points]
    return beyond([point.value for point in points], bands, noise)


def keep_histories(viewer: Viewer, keys: Sequence[str]) -> None:
    """Answer the weeks and months of these metrics once, and the days of those drawn by day.

    So closed months are there when somebody asks for a band.
    """
    known = reach(viewer)
    if known is None:
        return
    for key in keys:
        one = metric_of(key)
        for grain in {Grain.WEEK, Grain.MONTH, one.default_grain} & set(one.grains):
            history(viewer, key, scope=EVERYBODY, grain=grain, asof=known[1] + timedelta(days=1))
