"""A key result's past, its target line and its forecast, as one chart; small lines for lists."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steward.direction.goals.enums import TargetLine
from steward.direction.goals.models import Reading
from steward.direction.goals.queries.judging import line_of
from steward.direction.goals.queries.metrics import written
from steward.direction.goals.queries.page import Rail, Result
from steward.foundation.ui.charts import Format, Line, Mark, Series
from steward.foundation.ui.formats import day, days_on_axis

#: The size a small line is drawn in.
WIDTH, HEIGHT = 96, 24


def result_chart(result: Result) -> Line | None:
    """Values, the line and the forecast up to the due date; None while nothing was read."""
    if not result.readings:
        return None
    past = result.readings
    path = [one for one in past[-1].path if date.fromisoformat(one[0]) > past[-1].ends]
    ends = [row.ends for row in past] + [date.fromisoformat(one[0]) for one in path]
    if not path and past[-1].ends < result.row.goal.until:
        ends.append(result.row.goal.until)
    count, rest = len(past), len(ends) - len(past)
    ahead: list[float | None] = [*[None] * (count - 1), past[-1].value]
    return Line(
        key=f"key-result-chart-{result.row.pk}", title=chart_title(result), categories=_names(ends),
        format=_format(result.state.format), marks=_marks(result, ends),
        series=[
            Series(_("Value"), [*(row.value for row in past), *[None] * rest]),
            Series(
                _("Target line"), _line(result, past, ends), dashed=True, stepped=result.row.line == TargetLine.STEPPED
            ),
            *([_forecast(ahead, path)] if path else []),
        ],
        source=result.state.note,
        definition=reverse("insights-metric", args=[result.row.metric]) if result.row.metric else "",
    )  # fmt: skip


def chart_title(result: Result) -> str:
    """The chart in a sentence."""
    state = result.state
    told = {
        "title": state.title, "value": written(state.value, state.format, state.unit),
        "target": written(state.target, state.format, state.unit), "day": day(result.row.goal.last_day),
    }  # fmt: skip
    if state.forecast is not None:
        told |= {name: written(getattr(state, name), state.format, state.unit) for name in ("forecast", "low", "high")}
        return _("%(title)s: %(value)s now, %(forecast)s (%(low)s to %(high)s) expected by %(day)s") % told
    return _("%(title)s: %(value)s now, %(target)s wanted by %(day)s") % told


def rail_chart(rail: Rail) -> Line | None:
    """A guardrail's past with its bound as a level line; None while nothing was read."""
    if not rail.readings:
        return None
    state = rail.state
    return Line(
        key=f"guardrail-chart-{rail.row.pk}", title=f"{state.title}: {state.sentence}",
        categories=_names([row.ends for row in rail.readings]), format=_format(state.format),
        series=[Series(_("Value"), [row.value for row in rail.readings])],
        goal=state.limit, goal_label=_("Bound"),
        definition=reverse("insights-metric", args=[rail.row.metric]),
    )  # fmt: skip


def spark(values: Sequence[float | None], line: Sequence[float | None] = ()) -> tuple[str, str]:
    """Points of the values and of the target line for two polylines of WIDTH × HEIGHT; "" where there is no line."""
    known = [value for value in (*values, *line) if value is not None]
    if len([value for value in values if value is not None]) < 2:
        return "", ""
    low, high = min(known), max(known)
    return _polyline(values, low, high), _polyline(line, low, high)


def _polyline(values: Sequence[float | None], low: float, high: float) -> str:
    step = (WIDTH - 4) / max(len(values) - 1, 1)
    room = HEIGHT - 4
    return " ".join(
        f"{2 + place * step:.1f},{2 + room - room * ((value - low) / (high - low) if high > low else 0.5):.1f}"
        for place, value in enumerate(values)
        if value is not None
    )


def _line(result: Result, past: Sequence[Reading], ends: Sequence[date]) -> list[float | None]:
    """The line as it was asked for at each past step, then as it is asked for now."""
    now = line_of(result.row)
    return [*(row.expected for row in past), *(now.at(end) for end in ends[len(past) :])]


def _forecast(ahead: list[float | None], path: Sequence[Sequence[float]]) -> Series:
    before = [None] * (len(ahead) - 1)
    known = [ahead[-1]]
    return Series(
        _("Forecast, with the range of 80 in 100 cases"), [*ahead, *(one[1] for one in path)],
        low=[*before, *known, *(one[2] for one in path)], high=[*before, *known, *(one[3] for one in path)],
        dashed=True,
    )  # fmt: skip


def _marks(result: Result, ends: Sequence[date]) -> list[Mark]:
    """Where the goalposts were moved."""
    marks, names = [], dict(zip(ends, _names(ends), strict=True))
    for version in result.versions[1:]:
        on = timezone.localdate(version.valid_from)
        after = [end for end in ends if end > on]
        if after:
            marks.append(Mark(names[after[0]], _("Terms changed")))
    return marks


def _names(ends: Sequence[date]) -> list[str]:
    """Steps by their last days."""
    return days_on_axis([end - timedelta(days=1) for end in ends])


def _format(form: str) -> Format:
    return "percent" if form == "percent" else "duration" if form == "duration" else "number"
