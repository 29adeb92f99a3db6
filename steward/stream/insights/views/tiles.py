"""The overview's numbers as tiles."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.ui.formats import percent, signed
from steward.stream.insights.enums import Direction, Unit
from steward.stream.insights.public import Answer, Overview
from steward.stream.insights.queries.overview import told
from steward.stream.insights.views.asked import Asked
from steward.stream.insights.views.charts import metric_url, rows_url


@dataclass(frozen=True, slots=True)
class Tile:
    """One number, ready to be drawn by `ui.stat`."""

    label: str
    value: str
    change: str
    good: bool | None
    sentence: str
    rows: str
    definition: str


def groups(asked: Asked, found: Overview) -> list[tuple[str, list[Tile]]]:
    """The overview's answers in five groups, each with its heading."""
    parts = (
        (_("Who is here"), ("members", "joined", "departed", "net")),
        (_("Who takes part"), ("active_members", "daily_active", "stickiness", "interaction_rate")),
        (_("Who comes and goes"), ("new", "returning", "resurrected", "dormant")),
        (_("What they do"), ("posts", "comments", "reactions")),
        (_("Whether they are answered"), ("first_response", "answered_in_a_day", "unanswered_share")),
    )
    return [(name, [tile(asked, found.answers[key]) for key in keys]) for name, keys in parts]


def tile(asked: Asked, answer: Answer) -> Tile:
    """One answer."""
    metric = answer.metric
    return Tile(
        label=metric.name,
        value=told(metric, answer.value),
        change=_change(answer),
        good=_good(answer),
        sentence=_remark(answer),
        rows=rows_url(asked, metric.key) if metric.behind else "",
        definition=metric_url(asked, metric.key),
    )


def _change(answer: Answer) -> str:
    change = answer.change
    if change is None or change.difference is None or answer.value is None or change.before.value is None:
        return ""
    if answer.unit is Unit.SHARE:
        points = round(change.difference * 100, 1)
        return _("%(points)s points") % {"points": signed(points)} if points else "±0"
    if change.ratio is None or answer.metric.key == "net":
        return signed(change.difference)
    if not round(change.ratio, 2):
        return "±0"
    return ("+" if change.ratio > 0 else "−") + percent(abs(change.ratio))


def _good(answer: Answer) -> bool | None:
    change = answer.change
    if change is None or not change.beyond_chance or not change.difference:
        return None
    if answer.metric.direction is Direction.NONE:
        return None
    return (change.difference > 0) == (answer.metric.direction is Direction.HIGHER)


def _remark(answer: Answer) -> str:
    """What makes the number less than certain."""
    whole: Any = answer.whole
    if answer.value is None:
        return _("Nothing to count it from.")
    if whole.incomplete:
        return _("The period is not over yet.")
    if whole.settling:
        return _("Answers may still come.")
    if whole.interval and whole.denominator and whole.denominator < 100:
        low, high = told(answer.metric, whole.interval.low), told(answer.metric, whole.interval.high)
        return _("Between %(low)s and %(high)s, by chance.") % {"low": low, "high": high}
    return ""
