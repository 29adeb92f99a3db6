"""What is wrong with the values of a key result or a guardrail."""

from math import isfinite

from django.utils.translation import gettext as _

from steward.direction.goals.enums import LONGEST_TITLE, Bound, Judge, Mode, TargetLine, Way
from steward.direction.goals.models import Goal
from steward.direction.goals.queries.metrics import metrics
from steward.direction.goals.records import GuardrailValues, KeyResultValues, Measure
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import TEAM_DOOR, accounts_with
from steward.people.members.public import segments
from steward.stream.activity.enums import Kind
from steward.stream.activity.public import Channel, Source
from steward.stream.insights.enums import Unit

#: Steps of a line at most, and the heaviest weight.
MOST_POINTS = 60
HEAVIEST = 10


def check_key_result(values: KeyResultValues, goal: Goal) -> None:
    """Raise Invalid with a sentence for each field that cannot be used."""
    errors = _measure_errors(values.measure, required=False)
    if not values.measure.metric and not values.title.strip():
        errors["title"] = _("Say what is counted: a metric, or a title for what you will type.")
    if len(values.title) > LONGEST_TITLE:
        errors["title"] = _("Write at most %(n)s characters.") % {"n": LONGEST_TITLE}
    for name, choices, empty in (
        ("mode", Mode, False), ("way", Way, True), ("line", TargetLine, False), ("judge", Judge, True),
    ):  # fmt: skip
        if getattr(values, name) not in {*choices.values, *([""] if empty else [])}:
            errors[name] = _("Choose one of these.")
    errors |= _number_errors(values)
    if values.owner_id is not None and values.owner_id not in accounts_with(TEAM_DOOR):
        errors["owner"] = _("Choose somebody of the team.")
    if values.line == TargetLine.STEPPED:
        errors |= _point_errors(values, goal)
    if errors:
        raise Invalid(errors)


def check_guardrail(values: GuardrailValues) -> None:
    """Raise Invalid with a sentence for each field that cannot be used."""
    errors = _measure_errors(values.measure, required=True)
    if values.bound not in Bound.values:
        errors["bound"] = _("Choose one of these.")
    if not isfinite(values.limit):
        errors["limit"] = _("Enter a number.")
    elif why := _not_a_share(values.measure, values.limit):
        errors["limit"] = why
    if len(values.title) > LONGEST_TITLE:
        errors["title"] = _("Write at most %(n)s characters.") % {"n": LONGEST_TITLE}
    if errors:
        raise Invalid(errors)


def _measure_errors(measure: Measure, *, required: bool) -> dict[str, str]:
    known = metrics().get(measure.metric)
    if known is None:
        return {"metric": _("Choose a metric.")} if required or measure.metric else {}
    errors: dict[str, str] = {}
    if measure.grain and measure.grain not in {grain.value for grain in known.grains}:
        errors["grain"] = _("This metric is not read in such steps.")
    for name, given in (("source", measure.sources), ("channel", measure.channels), ("kind", measure.kinds)):
        if given and name not in known.dimensions:
            errors[name] = _("This metric cannot be narrowed in this way.")
    if measure.sources and Source.objects.filter(pk__in=measure.sources).count() != len(set(measure.sources)):
        errors["source"] = _("This source is not there any more.")
    if measure.channels and Channel.objects.filter(pk__in=measure.channels).count() != len(set(measure.channels)):
        errors["channel"] = _("This channel is not there any more.")
    if not set(measure.kinds) <= set(Kind.values):
        errors["kind"] = _("Choose one of these.")
    if measure.segment is not None and measure.segment not in {one.pk for one in segments()}:
        errors["segment"] = _("This segment is not there any more.")
    return errors


def _number_errors(values: KeyResultValues) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not isfinite(values.target):
        errors["target"] = _("Enter a number.")
    elif why := _not_a_share(values.measure, values.target):
        errors["target"] = why
    if values.baseline is not None:
        if not isfinite(values.baseline):
            errors["baseline"] = _("Enter a number.")
        elif values.baseline == values.target and values.mode == Mode.LAST:
            errors["target"] = _("The target is where it starts from. A number to be held is a guardrail.")
    if not 0 <= values.tolerance <= 1:
        errors["tolerance"] = _("Choose between 0 and 100 percent.")
    if not 1 <= values.weight <= HEAVIEST:
        errors["weight"] = _("Choose a weight from 1 to %(n)s.") % {"n": HEAVIEST}
    if not 1 <= values.stale_days <= 366:
        errors["stale_days"] = _("Choose between 1 and 366 days.")
    return errors


def _not_a_share(measure: Measure, value: float) -> str:
    known = metrics().get(measure.metric)
    is_share = known is not None and known.unit is Unit.SHARE
    return _("A share lies between 0 and 100 percent.") if is_share and not 0 <= value <= 1 else ""


def _point_errors(values: KeyResultValues, goal: Goal) -> dict[str, str]:
    days = [day for day, _value in values.points]
    if not days:
        return {"points": _("A line in steps needs at least one step: a day and a value.")}
    if len(days) > MOST_POINTS or len(set(days)) != len(days):
        return {"points": _("Name each day once, at most %(n)s of them.") % {"n": MOST_POINTS}}
    if min(days) < goal.first_day or max(days) > goal.last_day:
        return {"points": _("The days of the steps must lie within those of the goal.")}
    if not all(isfinite(value) for _day, value in values.points):
        return {"points": _("Enter a number.")}
    return {}
