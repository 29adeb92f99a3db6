"""`forecast`: where a metric is going, and how sure one can be."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.kernel.chance import Interval
from steward.people.access.public import Viewer
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Grain, Unit
from steward.stream.insights.errors import FarForecast, NoForecast
from steward.stream.insights.forecasting.engine import Lack, Method, Predicted, predict
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.queries.answers import Point
from steward.stream.insights.queries.history import History, history
from steward.stream.insights.queries.measure import EVERYBODY
from steward.stream.insights.queries.periods import today

#: The most a value of a unit can be.
HIGHEST = {Unit.SHARE: 1.0, Unit.INDEX: 1.0, Unit.POINTS: 100.0}
#: After how many steps things repeat, and how many steps ahead may be asked for.
SEASONS = {Grain.DAY: 7, Grain.WEEK: 52, Grain.MONTH: 12}
FARTHEST = {Grain.DAY: 800, Grain.WEEK: 160, Grain.MONTH: 40}


@dataclass(frozen=True, slots=True)
class Rival:
    """A way of forecasting that competed, and its error in the back-test (MASE); None where it was not judged."""

    name: str
    error: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A metric's future steps and what they were made from.

    `points` begin with the first step after `history` and end with the one that holds the day asked for; each has the
    95 % interval, `likely` the 80 % interval of the same steps. `error` is the winner's MASE: how much it missed by in
    the back-test, divided by how far values lie apart from one season to the next (or one step, without a season).
    `against_naive` is its error divided by that of naming the last season again, over the same distances. No points:
    `note` says why.
    """

    metric: Metric
    grain: Grain
    points: tuple[Point, ...]
    likely: tuple[Interval, ...]
    history: tuple[Point, ...]
    method: str
    name: str
    error: float | None
    rivals: tuple[Rival, ...]
    seasons: float
    note: str
    version: str
    against_naive: float | None = None

    def at(self, day: date) -> Point | None:
        """The step that holds a day, to come or past; None outside."""
        return next((point for point in (*self.points, *self.history) if point.starts <= day < point.ends), None)

    def likely_at(self, day: date) -> Interval | None:
        """The 80 % interval of the step to come that holds a day."""
        pairs = zip(self.points, self.likely, strict=True)
        return next((likely for point, likely in pairs if point.starts <= day < point.ends), None)

    def as_json(self) -> dict[str, Any]:
        """Plain values, as the command line and the API give them."""
        return {
            "name": self.metric.name,
            "unit": self.metric.unit.value,
            "grain": self.grain.value,
            "version": self.version,
            "method": self.method,
            "method_name": self.name,
            "error": self.error,
            "against_naive": self.against_naive,
            "seasons": self.seasons,
            "note": self.note,
            "points": [point.as_json() for point in self.points],
            "likely": [[likely.low, likely.high] for likely in self.likely],
            "history": [point.as_json() for point in self.history],
            "rivals": [{"name": rival.name, "error": rival.error} for rival in self.rivals],
        }


def forecast(
    viewer: Viewer,
    key: str,
    *,
    scope: Scope = EVERYBODY,
    grain: Grain | None = None,
    until: date,
    asof: date | None = None,
) -> Forecast:
    """The steps of a metric after the whole ones before `asof` (at most today), up to the one that holds `until`.

    Needs the permission `insights.view`. Raises `UnknownMetric`; `NoForecast` for tables and for what has no steps;
    `FarForecast` for a day too far away.
    """
    metric, asof = metric_of(key), min(asof or today(), today())
    cut = grain if grain in metric.grains else metric.default_grain
    if metric.is_table or cut not in SEASONS:
        raise NoForecast(metric.name)
    past = history(viewer, key, scope=scope, grain=cut, asof=asof)
    window = _ahead(past, cut, until, asof)
    values = past.values if window else ()
    low, high = _bounds(metric, values)
    found = predict(values, SEASONS[cut], len(window), low=low, high=high)
    return _told(metric, cut, past, window, found)


def _ahead(past: History, grain: Grain, until: date, asof: date) -> list[tuple[date, date]]:
    """The days of the steps to come; none where there is no past or `until` lies in it."""
    since = past.points[-1].ends if past.points else asof
    if until < since:
        return []
    if (until - since).days > FARTHEST[grain] * {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30}[grain]:
        raise FarForecast
    steps = Window(since, until + timedelta(days=1), grain).aligned().steps()
    return [(step.starts, step.ends) for step in steps]


def _bounds(metric: Metric, values: tuple[float | None, ...]) -> tuple[float, float]:
    """Between what a metric can lie. Differences and indexes beyond 0 to 1 (an NPS) have no bounds."""
    known = [value for value in values if value is not None]
    free = metric.column == "net" or min(known, default=0) < 0
    if metric.unit in HIGHEST:
        free |= metric.unit is Unit.INDEX and max(known, default=0) > HIGHEST[metric.unit]
        return (-inf, inf) if free else (0.0, HIGHEST[metric.unit])
    return (-inf if free else 0.0), inf


def _told(metric: Metric, grain: Grain, past: History, window: list[tuple[date, date]], found: Predicted) -> Forecast:
    points = tuple(
        Point(starts, ends, step.value, interval=step.wide, incomplete=True)
        for (starts, ends), step in zip(window, found.steps, strict=False)
    )
    seasonal = found.lack is Lack.NOTHING
    return Forecast(
        metric=metric,
        grain=grain,
        points=points,
        likely=tuple(step.likely for step in found.steps),
        history=past.points,
        method=found.method.value if points else "",
        name=method_name(found.method, seasonal=seasonal) if points else "",
        error=found.error,
        rivals=tuple(Rival(method_name(one.method, seasonal=seasonal), one.error) for one in found.contest),
        seasons=found.seasons,
        note=_note(found, past, window),
        version=past.answer.version,
        against_naive=_against_naive(found),
    )


def _against_naive(found: Predicted) -> float | None:
    naive = next((one.error for one in found.contest if one.method is Method.NAIVE), None)
    return found.error / naive if found.error is not None and naive else None


def method_name(method: Method, *, seasonal: bool = True) -> str:
    """What a method is called on screen."""
    return {
        Method.NAIVE: _("the last season again") if seasonal else _("the last value again"),
        Method.TREND: _("a robust trend"),
        Method.SMOOTHING: _("Holt-Winters"),
        Method.COMBINED: _("the middle of all methods"),
    }[method]


def _note(found: Predicted, past: History, window: list[tuple[date, date]]) -> str:
    if past.points and not window:
        return _("This day is over: there is nothing to forecast.")
    if past.answer.withheld:
        return past.answer.withheld_because
    return {
        Lack.NOTHING: "",
        Lack.SEASONS: _("Fewer than two seasons of data: what repeats from season to season is not known yet."),
        Lack.CONTEST: _("The history is too short to test methods on it."),
        Lack.POINTS: _("Too little history for a forecast: it needs at least six whole steps."),
    }[found.lack]
