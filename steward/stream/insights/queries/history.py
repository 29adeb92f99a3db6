"""A metric's past as a forecast reads it: whole, settled steps, from the first one with anything in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from steward.people.access.public import Viewer
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.enums import Grain
from steward.stream.insights.queries.answers import Answer, Point
from steward.stream.insights.queries.measure import measure
from steward.stream.insights.queries.places import reach

#: How far back days are read; weeks and months as far as there are any.
MOST_DAYS = 5 * 365


@dataclass(frozen=True, slots=True)
class History:
    """The steps, oldest first, and the answer they come from (its metric, grain and version)."""

    points: tuple[Point, ...]
    answer: Answer

    @property
    def values(self) -> tuple[float | None, ...]:
        """The values of the steps."""
        return tuple(point.value for point in self.points)


def history(viewer: Viewer, key: str, *, scope: Scope, grain: Grain | None, asof: date) -> History:
    """The steps of a metric that were over and settled on the day `asof`; empty in an empty community."""
    ends = reach(viewer)
    first = min(ends[0] if ends else asof, asof - timedelta(days=1))
    if grain is Grain.DAY:
        first = max(first, asof - timedelta(days=MOST_DAYS))
    answer = measure(viewer, [key], since=first, until=asof, scope=scope, grain=grain, whole=False)[key]
    settled = asof - timedelta(days=answer.metric.settles)
    # Activity rarely begins on the first day of a week or month: that step is not a whole one.
    whole = [point for point in answer.series if point.ends <= settled and (point.starts >= first or point.value == 0)]
    return History(_begun(whole), answer)


def _begun(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without the steps before anything happened; a share of 0 is of something."""
    for place, point in enumerate(points):
        if point.value or (point.value is not None and point.denominator):
            return tuple(points[place:])
    return ()
