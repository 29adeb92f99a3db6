"""Where a metric is going: a part of its page, and a page of its own."""

from datetime import date, timedelta
from math import inf

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.ui.charts import Line, Series
from steward.foundation.ui.formats import day as written_day
from steward.foundation.ui.formats import number
from steward.foundation.ui.render import render
from steward.stream.insights.engine.window import next_month
from steward.stream.insights.enums import Grain, Unit
from steward.stream.insights.forecasting.engine import Method
from steward.stream.insights.public import Forecast, Metric, forecast
from steward.stream.insights.queries.overview import told
from steward.stream.insights.views import charts
from steward.stream.insights.views.asked import Asked
from steward.stream.insights.views.pages import TABS

#: At least and at most so many past steps are drawn before the forecast.
LEAST_DRAWN, MOST_DRAWN = 26, 120


def metric_forecast(request: HttpRequest, key: str) -> HttpResponse:
    """A metric's forecast to a chosen day."""
    asked = Asked(request)
    viewer, asof = asked.viewer, asked.anchor + timedelta(days=1)
    ends = horizons(asof)
    until = ends.get(request.GET.get("ahead", "")) or ends[DEFAULT]
    grain = asked.grain if "grain" in request.GET else None
    found = forecast(viewer, key, scope=asked.scope, grain=grain, until=until, asof=asof)
    context = {"asked": asked, "tabs": TABS, "metric": found.metric, "found": found, "until": until}
    context |= {"choices": _choices(asked, found, until, ends), "chart": None}
    if found.points:
        context |= {"chart": line(found, until), "said": f"{judged(found)} {made_from(found)} {found.note}"}
    return render(request, "insights/forecast.jinja", context)


DEFAULT = "13w"


def horizons(asof: date) -> dict[str, date]:
    """The last days one can forecast to: key → day."""
    quarter = next_month(date(asof.year, (asof.month - 1) // 3 * 3 + 3, 1)) - timedelta(days=1)
    return {
        "4w": asof + timedelta(days=27),
        "13w": asof + timedelta(days=90),
        "quarter": quarter,
        "year": date(asof.year, 12, 31),
    }


def _choices(asked: Asked, found: Forecast, until: date, ends: dict[str, date]) -> list[tuple[str, str, bool]]:
    names = {"4w": _("4 weeks"), "13w": _("13 weeks"), "quarter": _("End of the quarter"), "year": _("End of the year")}
    path = reverse("insights-forecast", args=[found.metric.key])
    chosen = next(key for key, day in ends.items() if day == until)
    kept = {"grain": found.grain.value} if "grain" in asked.request.GET else {}
    return [(names[key], path + asked.query(ahead=key, **kept), key == chosen) for key in ends]


def line(found: Forecast, until: date) -> Line:
    """The past, and dashed what is to come with its range."""
    past = found.history[-max(LEAST_DRAWN, min(MOST_DRAWN, 3 * len(found.points))) :]
    ahead = found.points
    before: list[float | None] = [None] * len(past)
    low = [point.interval.low if point.interval else None for point in ahead]
    high = [point.interval.high if point.interval else None for point in ahead]
    return Line(
        key="forecast-line",
        title=sentence(found, until),
        categories=charts.step_names((*past, *ahead), found.grain),
        series=[
            Series(found.metric.name, [*(point.value for point in past), *[None] * len(ahead)]),
            Series(
                _("Forecast"),
                [*before, *(_drawn(found.metric, point.value) for point in ahead)],
                [*before, *(_drawn(found.metric, value) for value in low)],
                [*before, *(_drawn(found.metric, value) for value in high)],
                dashed=True,
            ),
        ],
        format=charts.FORMATS.get(found.metric.unit, "number"),  # type: ignore[arg-type]
    )


def sentence(found: Forecast, until: date) -> str:
    """What is expected, and how sure one can be."""
    point, likely = found.at(until) or found.points[-1], found.likely_at(until) or found.likely[-1]
    words = {
        "name": found.metric.name, "value": about(found.metric, point.value), "low": about(found.metric, likely.low),
        "high": about(found.metric, likely.high), "when": when(found.grain, point.starts, until),
    }  # fmt: skip
    return _("%(name)s: about %(value)s %(when)s (%(low)s–%(high)s in four cases of five)") % words


def judged(found: Forecast) -> str:
    """Which method speaks, and how good it was so far."""
    if found.against_naive is None:
        return _("By %(method)s.") % {"method": found.name}
    if found.method == Method.NAIVE:
        return _("By %(method)s: on this history nothing did better.") % {"method": found.name}
    words = {"method": found.name, "ratio": number(round(found.against_naive, 2))}
    return _("By %(method)s, whose error in the past was %(ratio)s of that of naive guessing.") % words


def made_from(found: Forecast) -> str:
    """How much history there was."""
    first, last = found.history[0].starts, found.history[-1].ends - timedelta(days=1)
    words = {"count": number(len(found.history)), "since": written_day(first), "until": written_day(last)}
    return {
        Grain.DAY: _("Made from %(count)s whole days, %(since)s to %(until)s."),
        Grain.WEEK: _("Made from %(count)s whole weeks, %(since)s to %(until)s."),
        Grain.MONTH: _("Made from %(count)s whole months, %(since)s to %(until)s."),
    }[found.grain] % words


def when(grain: Grain, starts: date, until: date) -> str:
    """The step that holds the day, in words."""
    if grain is Grain.DAY:
        return _("on %(day)s") % {"day": written_day(until)}
    if grain is Grain.WEEK:
        return _("in the week of %(day)s") % {"day": written_day(starts)}
    return _("in %(month)s") % {"month": date_format(starts, pgettext("month in a sentence", "F Y"))}


def about(metric: Metric, value: float | None) -> str:
    """A value as precisely as a forecast can be."""
    return told(metric, _drawn(metric, value, whole=10))


def _drawn(metric: Metric, value: float | None, whole: float = inf) -> float | None:
    """A value with one decimal, from `whole` on with none; shares and indexes as they are."""
    if value is None or metric.unit in {Unit.SHARE, Unit.INDEX}:
        return value
    return round(value) if abs(value) >= whole or metric.unit is Unit.SECONDS else round(value, 1)
