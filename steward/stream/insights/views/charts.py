"""Answers as charts. Every chart says its point in a sentence."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.ui.charts import Bars, Cohorts, Edge, HeatMap, Line, Network, Node, Series
from steward.foundation.ui.formats import days_on_axis, number, percent
from steward.stream.insights.enums import Grain, Unit
from steward.stream.insights.public import Answer, Point
from steward.stream.insights.queries.overview import told
from steward.stream.insights.views.asked import Asked

FORMATS = {Unit.SHARE: "percent", Unit.SECONDS: "duration"}
NETWORK_NODES, LYING_BARS = 60, 15


def sentence(answer: Answer) -> str:
    """The value of the period and, where there is one, the value before."""
    name, now = answer.metric.name, told(answer.metric, answer.value)
    if answer.change is None or answer.change.before.value is None:
        return _("%(name)s: %(now)s") % {"name": name, "now": now}
    before = told(answer.metric, answer.change.before.value)
    return _("%(name)s: %(now)s, %(before)s in the period before") % {"name": name, "now": now, "before": before}


def step_names(points: Sequence[Point], grain: Grain) -> list[str]:
    """What stands below a series: days and weeks by their first day, months by name."""
    if grain is Grain.MONTH:
        return [date_format(point.starts, pgettext("month on an axis", "M Y")) for point in points]
    return days_on_axis([point.starts for point in points])


def series_of(answer: Answer) -> Series:
    """A series with its intervals, numerators and denominators."""
    points = answer.series
    ranged = any(point.interval for point in points)
    return Series(
        answer.metric.name,
        [point.value for point in points],
        [point.interval.low if point.interval else None for point in points] if ranged else (),
        [point.interval.high if point.interval else None for point in points] if ranged else (),
        [point.numerator for point in points] if any(point.numerator is not None for point in points) else (),
        [point.denominator for point in points] if any(point.denominator is not None for point in points) else (),
    )


def unfinished(answer: Answer) -> int:
    """How many of the last steps are not over, or may still get answers."""
    count = 0
    for point in reversed(answer.series):
        if not (point.incomplete or point.settling):
            break
        count += 1
    return count


def line(asked: Asked, answer: Answer) -> Line:
    """One metric over time."""
    return Line(
        key=answer.metric.key,
        title=sentence(answer),
        categories=step_names(answer.series, answer.grain),
        series=[series_of(answer)],
        format=FORMATS.get(answer.unit, "number"),  # type: ignore[arg-type]
        incomplete=unfinished(answer),
        definition=metric_url(asked, answer.metric.key),
        csv=metric_url(asked, answer.metric.key, format="csv"),
    )


def stacked(asked: Asked, key: str, title: str, answers: Sequence[Answer]) -> Bars:
    """Several counts on each other, over time."""
    first = answers[0]
    return Bars(
        key=key,
        title=title,
        categories=step_names(first.series, first.grain),
        series=[series_of(answer) for answer in answers],
        stacked=True,
        incomplete=max(unfinished(answer) for answer in answers),
        definition=metric_url(asked, first.metric.key),
    )


def metric_url(asked: Asked, key: str, **more: object) -> str:
    """The page of a metric for the same question."""
    return reverse("insights-metric", args=[key]) + asked.query(**more)


def rows_url(asked: Asked, key: str, **more: object) -> str:
    """The rows behind a number for the same question."""
    return reverse("insights-rows", args=[key]) + asked.query(**more)


def heat(answer: Answer) -> HeatMap:
    """Hour by weekday."""
    values: list[list[float | None]] = [[0.0] * 24 for _day in range(7)]
    for row in answer.rows:
        values[row["weekday"]][row["hour"]] = row["n"]
    busiest = max(answer.rows, key=lambda row: row["n"], default=None)
    title = answer.metric.name
    if busiest:
        words = {"day": weekday(busiest["weekday"]), "hour": busiest["hour"]}
        title = _("Most happens on %(day)s around %(hour)s:00") % words
    hours = [str(hour) for hour in range(24)]
    return HeatMap(
        key=answer.metric.key, title=title, rows=[weekday(n) for n in range(7)], columns=hours, values=values
    )


def weekday(index: int) -> str:
    """The name of a weekday, counted from Monday."""
    return date_format(date(2024, 1, 1) + timedelta(days=index), "l")


def triangle(answer: Answer) -> Cohorts:
    """Who of each week's newcomers was active in the weeks after."""
    cohorts = sorted({row["cohort"] for row in answer.rows})
    width = max((row["age"] for row in answer.rows), default=0) + 1
    cells = {(row["cohort"], row["age"]): row for row in answer.rows}
    sizes = [cells[cohort, 0]["size"] for cohort in cohorts]
    back = [row for row in answer.rows if row["age"] == 1 and row["value"] is not None]
    title = answer.metric.name
    if size := sum(row["size"] for row in back):
        share = percent(sum(row["members"] for row in back) / size)
        title = _("%(share)s of newcomers come back in the week after") % {"share": share}
    shares = [[cells.get((cohort, age), {}).get("value") for age in range(width)] for cohort in cohorts]
    return Cohorts(
        key=answer.metric.key, title=title, cohorts=[date_format(cohort, "Y-m-d") for cohort in cohorts], sizes=sizes,
        shares=shares, steps=[_("week %(n)s") % {"n": age} for age in range(width)],
    )  # fmt: skip


def by_channel(answer: Answer) -> Bars:
    """The busiest channels."""
    rows = sorted(answer.rows, key=lambda row: -row["n"])[:LYING_BARS]
    total = sum(row["n"] for row in answer.rows)
    title = answer.metric.name
    if rows and total:
        words = {"name": rows[0]["name"], "share": percent(rows[0]["n"] / total), "count": number(len(answer.rows))}
        title = _("%(name)s has %(share)s of what happens in %(count)s channels") % words
    kinds = (("posts", _("Posts")), ("comments", _("Comments")), ("reactions", _("Reactions")))
    series = [Series(label, [row[key] for row in rows]) for key, label in kinds]
    names = [str(row["name"]) for row in rows]
    return Bars(
        key=answer.metric.key, title=title, categories=names, series=series, stacked=True, lying=True, height="tall"
    )


def network(answer: Answer, names: dict[int, str]) -> Network:
    """The strongest ties between the people who answer each other most."""
    sizes: dict[int, float] = {}
    for row in answer.rows:
        for end in (row["speaker"], row["answered"]):
            sizes[end] = sizes.get(end, 0) + row["n"]
    kept = sorted((one for one in sizes if one in names), key=lambda one: -sizes[one])[:NETWORK_NODES]
    nodes = [Node(str(one), names[one], sizes[one], 0, _member_url(one)) for one in kept]
    edges = [
        Edge(str(row["speaker"]), str(row["answered"]), row["n"])
        for row in answer.rows if row["speaker"] in kept and row["answered"] in kept
    ]  # fmt: skip
    title = _("%(people)s people answer each other most") % {"people": number(len(nodes))}
    return Network(key=answer.metric.key, title=title, nodes=nodes, edges=edges)


def _member_url(member: int) -> str:
    return reverse("members-member", args=[member])


def as_csv(answer: Answer) -> tuple[list[str], list[list[Any]]]:
    """A metric's numbers: headings and rows."""
    if answer.metric.is_table:
        keys = list(answer.rows[0]) if answer.rows else []
        return keys, [[row[key] for key in keys] for row in answer.rows]
    head = ["starts", "ends", "value", "low", "high", "numerator", "denominator", "incomplete"]
    return head, [_csv_row(point) for point in answer.series]


def _csv_row(point: Point) -> list[Any]:
    low, high = (point.interval.low, point.interval.high) if point.interval else (None, None)
    return [point.starts, point.ends, point.value, low, high, point.numerator, point.denominator, int(point.incomplete)]
