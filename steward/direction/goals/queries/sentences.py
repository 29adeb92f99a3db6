"""Verdicts and guardrails said in a sentence, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.direction.goals.engine.verdicts import Why
from steward.direction.goals.enums import Bound
from steward.direction.goals.queries.metrics import written
from steward.foundation.ui.formats import day, in_a_row


@dataclass(frozen=True, slots=True)
class Said:
    """The numbers a sentence names."""

    value: float | None
    expected: float | None
    target: float
    forecast: float | None
    low: float | None
    high: float | None
    form: str
    unit: str = ""


def reason_sentence(why: str, said: Said) -> str:
    """Why the verdict is what it is; "" where nothing was judged."""
    numbers = {
        name: written(getattr(said, name), said.form, said.unit)
        for name in ("value", "expected", "target", "forecast", "low", "high")
    }
    pattern = _patterns().get(why, "")
    return pattern % numbers if pattern else ""


def guardrail_sentence(value: float | None, bound: str, limit: float, form: str, settled: date | None = None) -> str:
    """Whether a guardrail holds, with its numbers; `settled` is the last day that is counted, where later ones wait."""
    numbers = {"value": written(value, form), "limit": written(limit, form)}
    if value is None:
        return _("Not known yet.")
    kept = value <= limit if bound == Bound.AT_MOST else value >= limit
    if bound == Bound.AT_MOST:
        holds, broken = _("%(value)s, within the bound of %(limit)s."), _("%(value)s, above the bound of %(limit)s.")
    else:
        holds, broken = _("%(value)s, at least %(limit)s as it should."), _("%(value)s, below the bound of %(limit)s.")
    told = (holds if kept else broken) % numbers
    return in_a_row(
        [told, _("Counted up to %(day)s; later days still settle.") % {"day": day(settled)}] if settled else [told]
    )


def verdict_label(verdict: str) -> str:
    """The verdict as it is read."""
    return {
        "on_track": pgettext("a verdict", "on track"),
        "at_risk": pgettext("a verdict", "at risk"),
        "off": pgettext("a verdict", "off"),
    }.get(verdict, pgettext("a verdict", "not known yet"))


def _patterns() -> dict[str, str]:
    return {
        Why.NO_VALUE: _("There is no value to judge yet."),
        Why.NOT_BEGUN: _("Its days have not begun, or no step of them is over."),
        Why.REACHED: _("It ended at %(value)s; the target of %(target)s was reached."),
        Why.MISSED: _("It ended at %(value)s; the target was %(target)s."),
        Why.FORECAST_REACHES: _(
            "The forecast reaches %(forecast)s (target %(target)s), "
            "and %(value)s keeps up with the line of %(expected)s."
        ),
        Why.BEHIND_LINE: _(
            "The forecast reaches %(forecast)s (target %(target)s), but %(value)s is behind the line of %(expected)s."
        ),
        Why.TARGET_IN_RANGE: _(
            "The forecast is %(forecast)s; the target of %(target)s is still within its range of %(low)s to %(high)s."
        ),
        Why.TARGET_OUT_OF_RANGE: _(
            "The forecast is %(forecast)s, and even its range of %(low)s to %(high)s misses the target of %(target)s."
        ),
        Why.ON_LINE: _("%(value)s keeps up with the line of %(expected)s."),
        Why.BEHIND: _("%(value)s is behind the line of %(expected)s."),
        Why.FAR_BEHIND: _("%(value)s is far behind the line of %(expected)s."),
    }
