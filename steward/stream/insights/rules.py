"""What a definition may say, and what may be shown."""

from collections.abc import Mapping
from itertools import pairwise

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.metrics.parameters import HEALTH_PARTS, Group, Parameter, Values

#: The permission to change definitions.
DEFINE = "insights.define"
LONGEST_REASON = 1000


def floor_of(values: Values) -> int:
    """How many members a part of the community must have to be shown."""
    return int(values["floor"]["members"])


def too_few(scope: Scope, values: Values) -> bool:
    """Whether a segment is too small for its numbers to be shown: they would say what single members do."""
    return scope.segment is not None and len(set(scope.segment)) < floor_of(values)


def checked_values(group: Group, values: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    """The values of a new version: those given, the others as before. Raises Invalid with a sentence for each."""
    known = {one.key: one for one in group.parameters}
    wrong = {key: _("“%(name)s” is not a part of this definition.") % {"name": key} for key in values.keys() - known}
    found = {key: before[key] for key in known}
    for key in values.keys() & known.keys():
        if sentence := _problem(known[key], values[key]):
            wrong[key] = sentence
        else:
            found[key] = int(values[key]) if known[key].whole else float(values[key])
    if wrong:
        raise Invalid(wrong)
    if wrong := _together(group, found):
        raise Invalid(wrong)
    return found


def checked_reason(reason: str) -> str:
    """The reason without space around it. Raises Invalid without one."""
    words = reason.strip()
    if not words:
        raise Invalid({"reason": _("Say why: whoever compares numbers later will want to know.")})
    if len(words) > LONGEST_REASON:
        raise Invalid({"reason": _("Write at most %(n)s characters.") % {"n": LONGEST_REASON}})
    return words


def _problem(parameter: Parameter, value: object) -> str:
    words = {"low": f"{parameter.low:g}", "high": f"{parameter.high:g}"}
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124  (NaN)
        return _("Enter a number.")
    if not parameter.low <= value <= parameter.high:
        return _("Enter a number from %(low)s to %(high)s.") % words
    if parameter.whole and value != int(value):
        return _("Enter a whole number.")
    return ""


def _together(group: Group, values: Mapping[str, float]) -> dict[str, str]:
    """What is wrong between the values."""
    labels = {one.key: one.label for one in group.parameters}
    wrong: dict[str, str] = {}
    for run in group.rising:
        for lower, higher in pairwise(run):
            if values[lower] >= values[higher]:
                wrong[higher] = _("Must be more than “%(other)s”.") % {"other": labels[lower]}
    if group.key == "health":
        for part in HEALTH_PARTS:
            if values[f"{part}_none"] >= values[f"{part}_full"]:
                wrong[f"{part}_full"] = _("Must be more than “%(other)s”.") % {"other": labels[f"{part}_none"]}
        if not any(values[f"{part}_weight"] for part in HEALTH_PARTS):
            wrong[f"{HEALTH_PARTS[0]}_weight"] = _("At least one part must have a weight.")
    if group.key == "lifecycle" and values["core_days"] > values["window"]:
        wrong["core_days"] = _("Cannot be more than the days that are looked at.")
    return wrong
