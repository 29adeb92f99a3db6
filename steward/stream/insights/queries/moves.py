"""The steps of a metric's history that lie beyond their noise."""

from datetime import date, timedelta

from steward.people.access.public import Viewer
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.enums import Direction, Grain
from steward.stream.insights.explaining.answers import Move
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries.bands import banded, outside
from steward.stream.insights.queries.measure import EVERYBODY
from steward.stream.insights.queries.periods import today
from steward.stream.insights.queries.places import reach

#: After so many days without activity a community is looked at as it was.
SILENCE = 31


def moves(
    viewer: Viewer,
    key: str,
    *,
    scope: Scope = EVERYBODY,
    grain: Grain | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 10,
) -> tuple[Move, ...]:
    """Steps from `since` to `until` (all there is) beyond what past and season allow, in either direction.

    Strongest first: how far a value lies outside, in widths of its band. Steps that go on, or may still get answers,
    are left out; tables have no steps. Needs `insights.view`; raises `UnknownMetric`.
    """
    past, bands = banded(viewer, key, scope=scope, grain=grain, asof=until or _end(viewer))
    metric = past.answer.metric
    found = []
    for step in outside(metric, past.points, bands):
        point = past.points[step.place]
        if point.value is not None and (since is None or point.starts >= since):
            good = good_of(metric, step.difference)
            found.append(Move(point.starts, point.ends, point.value, step.expected, step.difference, good))
    return tuple(found[:limit])


def _end(viewer: Viewer) -> date:
    """Today; in a community of the past the day after its newest activity, not years of silence later."""
    known, day = reach(viewer), today()
    return known[1] + timedelta(days=1) if known and (day - known[1]).days > SILENCE else day


def good_of(metric: Metric, difference: float | None) -> bool | None:
    """Whether a change is for the better; None where neither way is, or nothing changed."""
    if metric.direction is Direction.NONE or not difference:
        return None
    return (difference > 0) == (metric.direction is Direction.HIGHER)
