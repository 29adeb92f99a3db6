"""Rows of queries turned into values of steps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean
from typing import Any

from steward.foundation.kernel.chance import wilson
from steward.stream.insights.engine.given import Given
from steward.stream.insights.engine.store import USUAL, Store
from steward.stream.insights.engine.window import Scope, Step, Window
from steward.stream.insights.enums import Chance, Grain, Headline
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.registry import QUERIES
from steward.stream.insights.queries.answers import Point
from steward.stream.insights.queries.chance import around_median, byar
from steward.stream.insights.queries.composite import composed, expression, parts_of


class Measuring:
    """One snapshot, one scope, one present day: gives the points of metrics."""

    def __init__(self, store: Store, scope: Scope, today: date, given: Given = USUAL) -> None:
        self.store = store
        self.scope = scope
        self.today = today
        self.given = given

    def series(self, metric: Metric, since: date, until: date, grain: Grain) -> tuple[Point, ...]:
        """The steps of a period, widened to whole steps."""
        window = Window(since, until, grain).aligned()
        return self._points(metric, window)

    def whole(self, metric: Metric, since: date, until: date) -> Point:
        """The value of a period."""
        if metric.headline is Headline.WHOLE:
            return self._points(metric, Window(since, until))[0]
        points = self.series(metric, since, until, metric.default_grain)
        inside = [point for point in points if point.starts >= since and point.ends <= until and not point.incomplete]
        counted = [point.value for point in inside or points if point.value is not None]
        return Point(
            since,
            until,
            fmean(counted) if counted else None,
            sum(counted),
            len(counted),
            incomplete=until > self.today,
        )

    def _points(self, metric: Metric, window: Window) -> tuple[Point, ...]:
        steps = window.steps()
        if metric.counted and not honours(metric, self.scope):
            return tuple(self._flagged(metric, Point(step.starts, step.ends, None)) for step in steps)
        if metric.parts:
            scores = [composed(parts) for parts in parts_of(self.values, window, self.given.values)]
            return tuple(
                self._flagged(metric, Point(step.starts, step.ends, score))
                for step, score in zip(steps, scores, strict=True)
            )
        if not metric.query and not metric.counted:
            tops = expression(self.values, metric.numerator, window)
            bottoms = expression(self.values, metric.denominator, window)
            return tuple(
                self._rate(metric, step, top, bottom) for step, top, bottom in zip(steps, tops, bottoms, strict=True)
            )
        rows = {row["step"]: row for row in self._counted(metric, window)}
        waits = self._waits(metric, window)
        found, points = self._carried(metric, rows, steps), []
        for step, row in zip(steps, found, strict=True):
            points.append(self._point(metric, step, row, waits.get(step.number, [])))
        return tuple(points)

    def values(self, metric: Metric, window: Window) -> list[float | None]:
        """The values of a metric for each step of a window."""
        return [point.value for point in self._points(metric, window)]

    def _counted(self, metric: Metric, window: Window) -> list[dict[str, Any]]:
        if metric.rows is not None:
            return metric.rows(window, self.scope)
        return self.rows(metric.query, window)

    def rows(self, query: str, window: Window) -> list[dict[str, Any]]:
        """The rows of a query in this scope, with these definitions."""
        return self.store.answer(QUERIES[query], window, self.scope, self.given)

    def _carried(
        self, metric: Metric, rows: dict[int, dict[str, Any]], steps: Sequence[Step]
    ) -> list[dict[str, Any] | None]:
        """The row of each step; where a metric carries on, that of the last step before which had one."""
        if not metric.carries:
            return [rows.get(step.number) for step in steps]
        known = sorted(rows)
        found: list[dict[str, Any] | None] = []
        for step in steps:
            upto = [number for number in known if number <= step.number]
            found.append(rows[upto[-1]] if upto else None)
        return found

    def _waits(self, metric: Metric, window: Window) -> dict[int, list[float]]:
        if metric.chance is not Chance.MEDIAN or metric.counted:
            return {}
        waits: dict[int, list[float]] = {}
        for row in self.rows("waits", window):
            waits.setdefault(row["step"], []).append(row["seconds"])
        return waits

    def _point(self, metric: Metric, step: Step, row: dict[str, Any] | None, waits: Sequence[float]) -> Point:
        if metric.denominator:
            if row is None:
                return self._rate(metric, step, None, 0)
            return self._rate(metric, step, self._numerator(metric, step, row), row[metric.denominator])
        value = metric.fills if row is None else column(row, metric.column)
        interval = around_median(waits)
        if metric.chance is Chance.COUNT and value is not None:
            interval = byar(value)
        size = row.get("answered") if row and metric.chance is Chance.MEDIAN else None
        return self._flagged(metric, Point(step.starts, step.ends, value, denominator=size, interval=interval))

    def _numerator(self, metric: Metric, step: Step, row: dict[str, Any]) -> float:
        """A column, or the difference of two; spread over the days that have begun where the metric says so."""
        value = column(row, metric.numerator)
        if metric.per_day:
            value /= max(1, (min(step.ends, self.today + timedelta(days=1)) - step.starts).days)
        return value

    def _rate(self, metric: Metric, step: Step, top: float | None, bottom: float | None) -> Point:
        if top is None or bottom is None or bottom <= 0:
            return self._flagged(metric, Point(step.starts, step.ends, None, top, bottom))
        # More may have left in some years than are there at their end: that is no share of anything.
        interval = wilson(top, bottom) if metric.chance is Chance.RATE and top <= bottom else None
        return self._flagged(metric, Point(step.starts, step.ends, top / bottom, top, bottom, interval))

    def _flagged(self, metric: Metric, point: Point) -> Point:
        """Say what may still change: the step goes on, or answers may still come."""
        over = point.ends <= self.today
        settled = point.ends + timedelta(days=metric.settles) <= self.today
        return replace(point, incomplete=not over, settling=over and not settled)


def column(row: dict[str, Any], name: str) -> float:
    """A column of a row, or the difference of two: "threads - answered"."""
    one, _minus, less = name.partition(" - ")
    value: float = row[one] - row[less] if less else row[one]
    return value


def honours(metric: Metric, scope: Scope) -> bool:
    """Whether a metric other rooms count can be asked for this part of the community."""
    asked = {
        "source": scope.sources, "channel": scope.channels, "kind": scope.kinds, "segment": scope.segment is not None,
    }  # fmt: skip
    return all(name in metric.dimensions for name, limit in asked.items() if limit)
