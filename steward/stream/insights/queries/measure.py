"""`measure`: metrics over a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.engine.given import Given
from steward.stream.insights.engine.statements import version
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Chance, Grain
from steward.stream.insights.metrics.definition import Metric, fingerprint
from steward.stream.insights.metrics.registry import known
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.queries import chance
from steward.stream.insights.queries.answers import Answer, Change, Point
from steward.stream.insights.queries.definitions import given_now
from steward.stream.insights.queries.periods import Compare, compared, today
from steward.stream.insights.queries.points import Measuring
from steward.stream.insights.queries.stores import current_store
from steward.stream.insights.queries.tables import table
from steward.stream.insights.rules import floor_of, too_few

EVERYBODY = Scope()
#: An earlier version: of each metric's own group, or of groups by key.
Versions = int | Mapping[str, int] | None


def catalogue() -> tuple[Metric, ...]:
    """Every metric, in the order of the registry, then those other rooms count. Definitions as Steward comes."""
    return tuple(known().values())


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
    whole: bool = True,
    definition: Versions = None,
) -> dict[str, Answer]:
    """Each metric's answer over the days from `since` to the one before `until`. See the door for everything else.

    Without `whole` only the steps are counted: the value of years together costs more than that of their weeks.
    """
    require(allowed(viewer, "insights.view"))
    metrics = [metric_of(key) for key in keys]
    Window(since, until)
    question = _Question(since, until, compared(since, until, compare), grain, series, whole)
    given = given_now(metrics, _versions(metrics, definition))
    if too_few(scope, given.values):
        return {metric.key: _withheld(metric, question, scope, given) for metric in metrics}
    return _answers(metrics, question, scope, given)


def of_member(viewer: Viewer, member_id: int, keys: Iterable[str], *, since: date, until: date) -> dict[str, Answer]:
    """Metrics about one member, for that member's own page. Raises Forbidden for who may not see members."""
    require(allowed(viewer, "insights.view"))
    require(allowed(viewer, "members.view"))
    metrics = [metric_of(key) for key in keys]
    question = _Question(since, until, None, None, series=True)
    return _answers(metrics, question, Scope(segment=(member_id,)), given_now(metrics))


def _answers(metrics: Iterable[Metric], asked: "_Question", scope: Scope, given: Given) -> dict[str, Answer]:
    with current_store() as store:
        measuring = Measuring(store, scope, today(), given)
        return {one.key: _answer(measuring, one.as_defined(given.values), asked) for one in metrics}


def _versions(metrics: Iterable[Metric], definition: Versions) -> Mapping[str, int] | None:
    """Group → number: a number stands for that version of each metric's own group."""
    if isinstance(definition, int):
        return {one.groups[0]: definition for one in metrics if one.groups}
    return definition


def _withheld(metric: Metric, asked: "_Question", scope: Scope, given: Given) -> Answer:
    grain = asked.grain if asked.grain in metric.grains else metric.default_grain
    nothing = Point(asked.since, asked.until, None)
    told = metric.as_defined(given.values)
    return Answer(
        told, asked.since, asked.until, scope, grain or Grain.PERIOD, nothing, _version(metric, given),
        withheld=True, floor=floor_of(given.values),
    )  # fmt: skip


def _version(metric: Metric, given: Given) -> str:
    """A short name of what is counted and with which values of its parameters."""
    parts = [version(metric.query)] if metric.query else [metric.numerator, metric.denominator]
    terms = [sorted(given.values[group].items()) for group in metric.groups]
    return fingerprint(*parts, terms) if terms or not metric.query else parts[0]


@dataclass(frozen=True, slots=True)
class _Question:
    since: date
    until: date
    earlier: tuple[date, date] | None
    grain: Grain | None
    series: bool
    whole: bool = True


def _answer(measuring: Measuring, metric: Metric, asked: _Question) -> Answer:
    since, until = asked.since, asked.until
    named = _version(metric, measuring.given)
    if metric.is_table:
        rows = table(measuring, metric, since, until)
        nothing = Point(since, until, None, incomplete=until > measuring.today)
        return Answer(metric, since, until, measuring.scope, Grain.PERIOD, nothing, named, rows=rows)
    cut = asked.grain if asked.grain in metric.grains else None
    grain = cut or metric.default_grain
    whole = measuring.whole(metric, since, until) if asked.whole else Point(since, until, None)
    return Answer(
        metric,
        since,
        until,
        measuring.scope,
        grain,
        whole,
        named,
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
