"""`measure`: metrics over a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.engine.statements import version
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Chance, Grain
from steward.stream.insights.metrics.definition import Metric, fingerprint
from steward.stream.insights.metrics.registry import METRICS
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.queries import chance
from steward.stream.insights.queries.answers import Answer, Change, Point
from steward.stream.insights.queries.periods import Compare, compared, today
from steward.stream.insights.queries.points import Measuring
from steward.stream.insights.queries.stores import current_store
from steward.stream.insights.queries.tables import table

EVERYBODY = Scope()


def catalogue() -> tuple[Metric, ...]:
    """Every metric, in the order of the registry."""
    return tuple(METRICS.values())


def measure(
    viewer: Viewer,
    keys: Iterable[str],
    *,
    since: date,
    until: date,
    scope: Scope = EVERYBODY,
    compare: Compare = None,
    grain: Grain | None = None,
    series: bool = True,
) -> dict[str, Answer]:
    """Each metric's answer over the days from `since` to the one before `until`. See the door for everything else."""
    require(allowed(viewer, "insights.view"))
    metrics = [metric_of(key) for key in keys]
    Window(since, until)
    earlier = compared(since, until, compare)
    question = _Question(since, until, earlier, grain, series)
    with current_store() as store:
        measuring = Measuring(store, scope, today())
        return {metric.key: _answer(measuring, metric, question) for metric in metrics}


@dataclass(frozen=True, slots=True)
class _Question:
    since: date
    until: date
    earlier: tuple[date, date] | None
    grain: Grain | None
    series: bool


def _answer(measuring: Measuring, metric: Metric, asked: _Question) -> Answer:
    since, until = asked.since, asked.until
    known = version(metric.query) if metric.query else fingerprint(metric.numerator, metric.denominator)
    if metric.is_table:
        rows = table(measuring.store, metric, since, until, measuring.scope)
        nothing = Point(since, until, None, incomplete=until > measuring.today)
        return Answer(metric, since, until, measuring.scope, Grain.PERIOD, nothing, known, rows=rows)
    cut = asked.grain if asked.grain in metric.grains else None
    grain = cut or metric.default_grain
    whole = measuring.whole(metric, since, until)
    return Answer(
        metric,
        since,
        until,
        measuring.scope,
        grain,
        whole,
        known,
        series=measuring.series(metric, since, until, grain) if asked.series else (),
        change=_change(measuring, metric, whole, asked.earlier) if asked.earlier else None,
    )


def _change(measuring: Measuring, metric: Metric, now: Point, earlier: tuple[date, date]) -> Change:
    before = measuring.whole(metric, *earlier)
    if now.value is None or before.value is None:
        return Change(before, None, None, beyond_chance=False)
    difference = now.value - before.value
    ratio = difference / before.value if before.value else None
    return Change(before, difference, ratio, beyond_chance=bool(difference) and _moved(measuring, metric, now, before))


def _moved(measuring: Measuring, metric: Metric, now: Point, before: Point) -> bool:
    if metric.chance is Chance.SPREAD:
        days = [_days(measuring, metric, point) for point in (now, before)]
        return chance.days_differ(*days)
    tests = {Chance.RATE: chance.rates_differ, Chance.COUNT: chance.counts_differ, Chance.MEDIAN: chance.medians_differ}
    return metric.chance in tests and tests[metric.chance](now, before)


def _days(measuring: Measuring, metric: Metric, over: Point) -> list[float]:
    """The values of the days of a period that are over."""
    points = measuring.series(metric, over.starts, over.ends, Grain.DAY)
    return [point.value for point in points if point.value is not None and not point.incomplete]
