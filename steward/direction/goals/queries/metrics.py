"""What goals need to know of a metric: how it adds up over a goal's days, how its values are written."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.ui import formats
from steward.stream.insights.enums import Chance, Direction, Grain, Headline, Unit
from steward.stream.insights.public import Metric, catalogue

#: Numbers of members in which nobody is counted twice, however long the period: its days may be added.
ONCE = frozenset({"joined", "departed", "net", "new"})
#: The steps one may read a goal by, shortest first.
STEPS = (Grain.DAY, Grain.WEEK, Grain.MONTH)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a metric behaves over a goal's days.

    `adds`: the value of the whole is the sum of its days. `grows`: it begins at 0 on the first day.
    """

    adds: bool
    grows: bool


def metrics() -> dict[str, Metric]:
    """Every metric a goal may be about, by key: those with one number, read in steps."""
    return {
        metric.key: metric
        for metric in catalogue()
        if not metric.is_table and any(one in STEPS for one in metric.grains)
    }


def shape_of(metric: Metric) -> Shape:
    """How its value over a goal's days comes about."""
    if metric.denominator or metric.headline is not Headline.WHOLE or metric.carries:
        return Shape(adds=False, grows=False)
    adds = metric.unit in {Unit.ACTIVITIES, Unit.THREADS} or metric.key in ONCE
    return Shape(adds, adds or (metric.unit is Unit.MEMBERS and metric.chance is Chance.COUNT))


def way_of(metric: Metric) -> str:
    """Which way is better; where neither is, more."""
    return "lower" if metric.direction is Direction.LOWER else "higher"


def grain_of(metric: Metric, asked: str = "") -> Grain:
    """The step asked for where the metric has it; its own otherwise, or the shortest it has."""
    own = metric.default_grain if metric.default_grain in STEPS else None
    found = next((one for one in STEPS if one.value == asked and one in metric.grains), own)
    return found or next(one for one in STEPS if one in metric.grains)


def grain_for(metric: Metric, asked: str, days: int) -> Grain:
    """The step asked for, or one of which at least four lie in a goal of so many days, at most the metric's own."""
    if asked in {grain.value for grain in metric.grains}:
        return grain_of(metric, asked)
    own = STEPS.index(grain_of(metric))
    lengths = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31}
    fitting = [one for one in STEPS[: own + 1] if one in metric.grains and 4 * lengths[one] <= days]
    return fitting[-1] if fitting else grain_of(metric, next(one.value for one in STEPS if one in metric.grains))


def format_of(metric: Metric | None) -> str:
    """How its values are written: "percent", "duration" or "number"."""
    return {Unit.SHARE: "percent", Unit.SECONDS: "duration"}.get(metric.unit, "number") if metric else "number"


def written(value: float | None, form: str, unit: str = "") -> str:
    """A value as text: 12.5 %, 3 h 20 min, 1,234 posts. Numbers of hundreds have no decimals."""
    if form == "percent":
        return formats.percent(value, 1 if value is not None and 0 < abs(value) < 0.1 else 0)
    if form == "duration":
        return formats.duration(value)
    text = formats.number(value if value is None else round(value, 0 if abs(value) >= 100 else 1))
    return f"{text} {unit}".strip() if value is not None else text


def scale_of(form: str) -> float:
    """What a typed number is multiplied with: shares are typed in percent, times in hours."""
    return {"percent": 0.01, "duration": 3600.0}.get(form, 1.0)


def as_typed(value: float | None, form: str) -> float | int | None:
    """A value as one types it, with at most two decimals."""
    if value is None:
        return None
    shown = round(value / scale_of(form), 2)
    return int(shown) if float(shown).is_integer() else shown


def typed_unit(metric: Metric | None) -> str:
    """What a typed number counts: "%", "hours", "members"."""
    if metric is None:
        return ""
    return {
        Unit.SHARE: "%", Unit.SECONDS: _("hours"), Unit.THREADS: _("threads"),
        Unit.MEMBERS: pgettext("a unit", "members"),
    }.get(metric.unit, "")  # fmt: skip
