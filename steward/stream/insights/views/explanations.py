"""Why a number moved: a part of its page, a page of its own, and a file."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.ui.charts import Bars, Line, Mark, Series
from steward.foundation.ui.csvfile import csv_response
from steward.foundation.ui.formats import day, percent
from steward.foundation.ui.render import render, wants_fragment
from steward.stream.insights.enums import Grain, Unit
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.public import Explanation, Metric, Move, Part, explain, measure, moves
from steward.stream.insights.queries.deeds import was_before
from steward.stream.insights.queries.overview import told
from steward.stream.insights.queries.spans import grain_of
from steward.stream.insights.queries.wording import change, range_of
from steward.stream.insights.views import charts
from steward.stream.insights.views.asked import Asked
from steward.stream.insights.views.pages import TABS

#: Parts of a dimension that are drawn and listed; the file has them all.
MOST_PARTS = 12
#: So many steps before the one in question are drawn, and so many of the strongest moves listed.
STEPS_BEFORE, MOST_MOVES = 16, 6


def explanation(request: HttpRequest, key: str) -> HttpResponse | StreamingHttpResponse:
    """Why a metric moved; as CSV with `?format=csv`."""
    asked = Asked(request)
    found = _found(asked, key)
    if request.GET.get("format") == "csv":
        return csv_response(f"{key}-why-{found.since}-{asked.period.last}", *as_csv(found))
    context = _drawn(asked, found, chosen(request, found))
    if not wants_fragment(request):
        context |= {"moved": moved(asked, found), "course": course(asked, found)}
    return render(request, "insights/explanation.jinja", context)


def _drawn(asked: Asked, found: Explanation, by: str) -> dict[str, Any]:
    return {
        "asked": asked, "tabs": TABS, "found": found, "metric": found.metric, "by": by,
        "last_before": found.earlier[1] - timedelta(days=1), "choices": _choices(asked, found, by),
        "done": _done(found), "moved": None, "course": None, "question": _question(asked, found),
        "rows": table(asked, found, by) if by else (), "chart": bars(found, by) if by else None,
        "total": total(found) if by else None,
    }  # fmt: skip


def moves_page(request: HttpRequest, key: str) -> HttpResponse:
    """The largest moves of a metric's history, each with the way to its explanation."""
    asked = Asked(request)
    grain = asked.grain if request.GET.get("grain") else None
    found = moves(asked.viewer, key, scope=asked.scope, grain=grain, until=_end(asked), limit=50)
    metric = metric_of(key)
    context = {"asked": asked, "tabs": TABS, "metric": metric, "moved": [_move(asked, metric, one) for one in found]}
    return render(request, "insights/moves.jinja", context)


def _found(asked: Asked, key: str) -> Explanation:
    viewer, period = asked.viewer, asked.period
    before = period.before if period.compare == "year" else None
    return explain(viewer, key, since=period.since, until=period.until, before=before, scope=asked.scope)


def _end(asked: Asked) -> date:
    """The day after the last one that can be looked at."""
    return asked.anchor + timedelta(days=1)


def names() -> dict[str, str]:
    """The dimensions as they are called."""
    return {
        "channel": _("Where"), "who": _("Who"), "kind": _("What"), "segment": _("Segment"), "cross": _("Crossed"),
    }  # fmt: skip


def chosen(request: HttpRequest, found: Explanation) -> str:
    """The dimension asked for, or the one that explains, or the first there is; "" without any."""
    known = [name for name in names() if name in found.parts or (name == "cross" and found.cross)]
    asked = request.GET.get("by", "")
    if asked in known:
        return asked
    explains = [name for name in known if any(part.explains for part in found.parts.get(name, ()))]
    return (explains or known or [""])[0]


def _choices(asked: Asked, found: Explanation, by: str) -> list[tuple[str, str, bool]]:
    path = reverse("insights-explanation", args=[found.metric.key])
    known = [name for name in names() if name in found.parts or (name == "cross" and found.cross)]
    return [(names()[name], path + asked.query(by=name), name == by) for name in known]


def parts_of(found: Explanation, by: str) -> tuple[Part, ...]:
    """The parts of a dimension, or the crossed ones."""
    return found.cross if by == "cross" else found.parts.get(by, ())


def table(asked: Asked, found: Explanation, by: str) -> list[dict[str, Any]]:
    """The largest parts as lines, and one line for all others: contributions add up to the total."""
    parts = parts_of(found, by)
    shown, rest = (parts, ()) if len(parts) <= MOST_PARTS + 1 else (parts[:MOST_PARTS], parts[MOST_PARTS:])
    lines = [_line(found, part, _rows(asked, found, by, part)) for part in shown]
    return [*lines, *([_line(found, _together(found, rest), "")] if rest else [])]


def _together(found: Explanation, parts: tuple[Part, ...]) -> Part:
    counted = found.metric.unit is not Unit.SHARE
    return Part(
        label=_("%(num)s others") % {"num": len(parts)},
        before=sum(part.before or 0 for part in parts) if counted else None,
        now=sum(part.now or 0 for part in parts) if counted else None,
        contribution=sum(part.contribution for part in parts),
        share_of_change=sum(part.share_of_change or 0 for part in parts) if found.difference else None,
        mix=sum(part.mix for part in parts),
        rate=sum(part.rate for part in parts),
    )


def _line(found: Explanation, part: Part, rows: str) -> dict[str, Any]:
    metric = found.metric
    return {
        "label": part.label, "explains": part.explains, "rows": rows, "before": told(metric, part.before),
        "now": told(metric, part.now), "contribution": change(metric, part.contribution),
        "share": percent(part.share_of_change), "mix": change(metric, part.mix), "rate": change(metric, part.rate),
    }  # fmt: skip


def total(found: Explanation) -> dict[str, Any]:
    """The line below the parts."""
    share = 1.0 if found.difference else None
    whole = Part(_("In all"), found.before.value, found.now.value, found.difference or 0, share)
    parts = next(iter(found.parts.values()), ())
    line = _line(found, whole, "")
    return line | {name: change(found.metric, sum(getattr(part, name) for part in parts)) for name in ("mix", "rate")}


def _rows(asked: Asked, found: Explanation, by: str, part: Part) -> str:
    """What stands behind a part now, where exactly these rows can be opened: activities of a channel or segment."""
    place = part.keys.get(by)
    if found.metric.behind is None or found.metric.behind.of != "activities" or by not in {"channel", "segment"}:
        return ""
    if not isinstance(place, int) or place < 1 or part.pooled or by in asked.narrowed or by == "segment":
        return ""
    return charts.rows_url(asked, found.metric.key, **{by: place})


def bars(found: Explanation, by: str) -> Bars:
    """What each part contributed, and the whole difference below them."""
    parts = parts_of(found, by)[:MOST_PARTS]
    rest = parts_of(found, by)[MOST_PARTS:]
    labels = [part.label for part in parts] + ([_("%(num)s others") % {"num": len(rest)}] if rest else [])
    values = [part.contribution for part in parts] + ([sum(part.contribution for part in rest)] if rest else [])
    return Bars(
        key=f"why-{found.metric.key}", title=_("What the difference is made of"), categories=[*labels, _("In all")],
        series=[Series(_("Contribution"), [*values, found.difference])], lying=True,
        format="percent" if found.metric.unit is Unit.SHARE else "number",
        csv=f"?{urlencode({'format': 'csv', 'since': found.since, 'until': found.until - timedelta(days=1)})}",
    )  # fmt: skip


def _done(found: Explanation) -> list[dict[str, Any]]:
    return [
        {"title": one.text, "href": one.url, "icon": one.icon, "when": one.at, "before": was_before(one, found.since)}
        for one in found.deeds
    ]


def course(asked: Asked, found: Explanation) -> Line:
    """The metric over some steps before and in the period, with marks where the team did something."""
    grain = grain_of(found.since, found.until)
    cut = grain if grain in found.metric.grains else asked.grain
    length = {Grain.DAY: 1, Grain.WEEK: 7}.get(cut, 31)
    since = min(found.earlier[0], found.since - timedelta(days=length * STEPS_BEFORE))
    key = found.metric.key
    answer = measure(asked.viewer, [key], since=since, until=found.until, scope=found.scope, grain=cut)[key]
    categories = charts.step_names(answer.series, answer.grain)
    marks = [
        Mark(name, one.text)
        for one in found.deeds if one.weight >= 1
        for name, point in zip(categories, answer.series, strict=True)
        if point.starts <= one.at.date() < point.ends
    ]  # fmt: skip
    return Line(
        key=f"course-{key}", title=found.sentences[0], categories=categories, series=[charts.series_of(answer)],
        format=charts.FORMATS.get(answer.unit, "number"), marks=marks,  # type: ignore[arg-type]
        incomplete=charts.unfinished(answer), definition=charts.metric_url(asked, key),
    )  # fmt: skip


def moved(asked: Asked, found: Explanation) -> list[dict[str, Any]]:
    """The strongest moves of the metric's history."""
    cut = grain_of(found.since, found.until)
    grain = cut if cut in found.metric.grains else None
    if found.metric.is_table:
        return []
    known = moves(asked.viewer, found.metric.key, scope=found.scope, grain=grain, until=_end(asked), limit=MOST_MOVES)
    return [_move(asked, found.metric, move) for move in known]


def _move(asked: Asked, metric: Metric, move: Move) -> dict[str, Any]:
    days = {"since": move.starts, "until": move.ends - timedelta(days=1)} | asked.narrowed
    return {
        "days": f"{day(move.starts)} – {day(move.ends - timedelta(days=1))}", "rose": move.difference > 0,
        "good": move.good, "value": told(metric, move.value),
        "range": range_of(metric, move.expected),
        "url": reverse("insights-explanation", args=[metric.key]) + f"?{urlencode(days)}",
    }  # fmt: skip


def _question(asked: Asked, found: Explanation) -> dict[str, str]:
    """The number as `ui.number_acts` hands it on."""
    grain = grain_of(found.since, found.until) or asked.grain
    last = found.until - timedelta(days=1)
    days = {"since": str(found.since), "until": str(last), "grain": grain.value}
    return {"metric": found.metric.key} | days | asked.narrowed


def as_csv(found: Explanation) -> tuple[list[str], list[list[Any]]]:
    """Every part of every dimension: headings and rows."""
    head = ["dimension", "part", "before", "now", "contribution", "share_of_change", "mix", "rate", "explains"]
    rows = [
        [name, part.label, part.before, part.now, part.contribution, part.share_of_change, part.mix, part.rate,
         int(part.explains)]
        for name in names()
        for part in parts_of(found, name)
    ]  # fmt: skip
    return head, rows
