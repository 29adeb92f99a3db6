"""A decision as a picture."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.metrics import metric_named, written
from steward.direction.decisions.records import ResolutionState
from steward.direction.decisions.rules import start_of
from steward.foundation.ui.charts import Line, Mark, Series
from steward.foundation.ui.formats import days_on_axis
from steward.stream.insights.enums import Grain, Unit

FORMATS = {Unit.SHARE: "percent", Unit.SECONDS: "duration"}


def picture(row: Resolution, told: ResolutionState) -> Line | None:
    """The number before and after, what was foreseen, how places like it went; None until it was drawn."""
    course, metric = row.course, metric_named(row.metric)
    if not course or metric is None:
        return None
    days = [date.fromisoformat(day) for day in course["days"]]
    names = step_names(days, row.grain)
    begins = start_of(row.starts, Grain(row.grain))
    marks = [Mark(names[days.index(begins)], pgettext("about a number", "Decision"))] if begins in days else []
    return Line(
        key=f"decision-{row.pk}", title=_title(row, told), categories=names, series=_series(course, metric.name),
        format=FORMATS.get(metric.unit, "number"), marks=marks, goal=row.expected,  # type: ignore[arg-type]
        goal_label=pgettext("about a number", "expected"), definition=f"/console/insights/metrics/{row.metric}/",
    )  # fmt: skip


def _title(row: Resolution, told: ResolutionState) -> str:
    name = " · ".join(part for part in (told.metric_name, told.place) if part)
    if told.after is not None and told.baseline is not None:
        words = {"name": name, "before": written(row.metric, told.baseline), "after": written(row.metric, told.after)}
        if told.per == "step":
            return _("%(name)s: %(before)s before the decision, %(after)s after it") % words
    return _("%(name)s: %(before)s before the decision") % {"name": name, "before": written(row.metric, told.baseline)}


def _series(course: dict[str, Any], name: str) -> list[Series]:
    found = [Series(name, course["values"])]
    if any(value is not None for value in course["foreseen"]):
        words = _("to be expected without it")
        found.append(Series(words, course["foreseen"], course["low"], course["high"], dashed=True))
    if any(value is not None for value in course["pool"]):
        found.append(Series(_("places like it"), course["pool"]))
    return found


def step_names(days: list[date], grain: str) -> list[str]:
    """What stands below the steps."""
    if grain == Grain.MONTH:
        return [date_format(day, pgettext("month on an axis", "M Y")) for day in days]
    return days_on_axis(days)


#: A small picture of three values: 64 wide, 20 high, with room for the dots.
WIDTH, HEIGHT, EDGE = 64, 20, 3


def spark(told: ResolutionState) -> dict[str, tuple[float, float] | None]:
    """Places of before, expected and after in the small picture; None where unknown or of another unit."""
    after = told.after if told.per == "step" else None
    values = {"before": told.baseline, "expected": told.expected, "after": after}
    known = [value for value in values.values() if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    across = {"before": EDGE, "expected": WIDTH - EDGE, "after": WIDTH - EDGE}
    return {
        name: (across[name], round(_height(value, low, high), 1)) if value is not None else None
        for name, value in values.items()
    }


def _height(value: float, low: float, high: float) -> float:
    inside = HEIGHT - 2 * EDGE
    return HEIGHT / 2 if high == low else HEIGHT - EDGE - (value - low) / (high - low) * inside
