"""Rows of queries turned into values of steps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean
from typing import Any

from steward.foundation.kernel.chance import wilson
from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope, Step, Window
from steward.stream.insights.enums import Chance, Grain, Headline
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.registry import METRICS, QUERIES
from steward.stream.insights.queries.answers import Point
from steward.stream.insights.queries.chance import around_median, byar


class Measuring:
    """One snapshot, one scope, one present day: gives the points of metrics."""

    def __init__(self, store: Store, scope: Scope, today: date) -> None:
        self.store = store
        self.scope = scope
        self.today = today

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
        if not metric.query:
            tops = self._points(METRICS[metric.numerator], window)
            bottoms = self._points(METRICS[metric.denominator], window)
            return tuple(
                self._rate(metric, step, top.value, bottom.value)
                for step, top, bottom in zip(steps, tops, bottoms, strict=True)
            )
        rows = {row["step"]: row for row in self._rows(metric.query, window)}
        waits = self._waits(metric, window)
        found, points = self._carried(metric, rows, steps), []
        for step, row in zip(steps, found, strict=True):
            points.append(self._point(metric, step, row, waits.get(step.number, [])))
        return tuple(points)

    def _rows(self, query: str, window: Window) -> list[dict[str, Any]]:
        return self.store.answer(QUERIES[query], window, self.scope)

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
        if metric.chance is not Chance.MEDIAN:
            return {}
        waits: dict[int, list[float]] = {}
        for row in self._rows("waits", window):
            waits.setdefault(row["step"], []).append(row["seconds"])
        return waits

    def _point(self, metric: Metric, step: Step, row: dict[str, Any] | None, waits: Sequence[float]) -> Point:
        if metric.denominator:
            if row is None:
                return self._rate(metric, step, None, 0)
            return self._rate(metric, step, self._numerator(metric, step, row), row[metric.denominator])
        value = metric.fills if row is None else row[metric.column]
        interval = around_median(waits)
        if metric.chance is Chance.COUNT and value is not None:
            interval = byar(value)
        size = row["answered"] if row and metric.chance is Chance.MEDIAN else None
        return self._flagged(metric, Point(step.starts, step.ends, value, denominator=size, interval=interval))

    def _numerator(self, metric: Metric, step: Step, row: dict[str, Any]) -> float:
        """A column, or the difference of two; spread over the days that have begun where the metric says so."""
        column, _minus, less = metric.numerator.partition(" - ")
        value: float = row[column] - (row[less] if less else 0)
        if metric.per_day:
            value /= max(1, (min(step.ends, self.today + timedelta(days=1)) - step.starts).days)
        return value

    def _rate(self, metric: Metric, step: Step, top: float | None, bottom: float | None) -> Point:
        if top is None or not bottom:
            return self._flagged(metric, Point(step.starts, step.ends, None, top, bottom))
        interval = wilson(top, bottom) if metric.chance is Chance.RATE else None
        return self._flagged(metric, Point(step.starts, step.ends, top / bottom, top, bottom, interval))

    def _flagged(self, metric: Metric, point: Point) -> Point:
        """Say what may still change: the step goes on, or answers may still come."""
        over = point.ends <= self.today
        settled = point.ends + timedelta(days=metric.settles) <= self.today
        return replace(point, incomplete=not over, settling=over and not settled)
