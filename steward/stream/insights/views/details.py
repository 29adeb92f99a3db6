"""One metric: its definition, its course, its rows, its file."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from steward.foundation.ui.csvfile import csv_response
from steward.foundation.ui.render import render
from steward.stream.insights.enums import Grain
from steward.stream.insights.errors import BadCell
from steward.stream.insights.public import Answer, Rows, catalogue, rows_behind
from steward.stream.insights.queries.names import member_names
from steward.stream.insights.queries.questions import metrics_by_question
from steward.stream.insights.queries.said import Said, said
from steward.stream.insights.views import charts, pictures
from steward.stream.insights.views.asked import CELL, WORDS, Asked
from steward.stream.insights.views.pages import TABS, ask
from steward.stream.insights.views.slots import question, slots
from steward.stream.insights.views.tiles import tile

SIZE = 50


def metrics(request: HttpRequest) -> HttpResponse:
    """Every metric with its definition and source."""
    asked = Asked(request)
    words = request.GET.get("q", "").strip()[:100]
    context = {"asked": asked, "tabs": TABS, "words": words, "groups": metrics_by_question(asked.viewer, words)}
    return render(request, "insights/metrics.jinja", context)


def metric(request: HttpRequest, key: str) -> HttpResponse | StreamingHttpResponse:
    """One metric over the period; as CSV with `?format=csv`."""
    asked = Asked(request)
    answer = ask(asked, key)[key]
    if request.GET.get("format") == "csv":
        return csv_response(f"{key}-{asked.period.since}-{asked.period.last}", *charts.as_csv(answer))
    context = {"asked": asked, "tabs": TABS, "answer": answer, "metric": answer.metric}
    context |= {"chart": _drawn(asked, answer), "tile": None, "grains": [], "slots": [], "acts": {}}
    context |= {"listing": pictures.listing(asked, answer)}
    if not answer.metric.is_table:
        context |= {"tile": tile(asked, answer), "grains": _grains(asked, answer)}
        context |= {"slots": slots(asked, key), "acts": question(asked, answer)}
    return render(request, "insights/metric.jinja", context)


def _drawn(asked: Asked, answer: Answer) -> Any:
    """The metric as a picture; None where its rows are better read as they are."""
    if not answer.metric.is_table:
        return charts.line(asked, answer)
    if not answer.rows:
        return None
    if answer.metric.key == "reply_network":
        ends = {row[end] for row in answer.rows for end in ("speaker", "answered")}
        return charts.network(answer, member_names(asked.viewer, ends))
    drawings = {"retention": charts.triangle, "hour_weekday": charts.heat, "by_channel": charts.by_channel}
    draw = drawings.get(answer.metric.key)
    return draw(answer) if draw else pictures.picture(asked, answer)


def rows(request: HttpRequest, key: str) -> HttpResponse:
    """The members or activities behind a number."""
    asked = Asked(request)
    number = _page_number(request)
    found = rows_behind(
        asked.viewer, key, since=asked.period.since, until=asked.period.until, scope=asked.scope,
        cell=_cell(request), limit=SIZE, offset=(number - 1) * SIZE,
    )  # fmt: skip
    metric = next(one for one in catalogue() if one.key == key)
    paging = {"found": found, "number": number, "pages": max(1, -(-found.total // SIZE))}
    context = {"asked": asked, "tabs": TABS, "metric": metric, "lines": _lines(asked, found)}
    return render(request, "insights/rows.jinja", context | paging)


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _cell(request: HttpRequest) -> dict[str, Any]:
    """The cell of a table that was opened; a day or whole numbers, anything else is refused by `rows_behind`."""
    cell: dict[str, Any] = {}
    for key in CELL:
        if text := request.GET.get(key, ""):
            try:
                cell[key] = date.fromisoformat(text) if key == "cohort" else text if key in WORDS else int(text)
            except ValueError:
                raise BadCell(key) from None
    return cell


def _lines(asked: Asked, found: Rows) -> list[Said] | list[dict[str, Any]]:
    if found.of == "activities":
        return said(asked.viewer, found.ids)
    names = member_names(asked.viewer, found.ids)
    return [
        {"name": names[one], "url": reverse("members-member", args=[one]), "id": one}
        for one in found.ids
        if one in names
    ]


def _grains(asked: Asked, answer: Any) -> list[tuple[str, str, bool]]:
    grains = [grain for grain in (Grain.DAY, Grain.WEEK, Grain.MONTH) if grain in answer.metric.grains]
    path = reverse("insights-metric", args=[answer.metric.key])
    return [(grain.value, path + asked.query(grain=grain.value), grain is answer.grain) for grain in grains]
