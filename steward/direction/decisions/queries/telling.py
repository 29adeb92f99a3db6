"""What came of decisions, in words; sentences are made when they are read, in the reader's language."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.direction.decisions.comparing.records import Effect
from steward.direction.decisions.enums import Kind, Method, State, Verdict
from steward.direction.decisions.models import Measurement, Resolution
from steward.direction.decisions.queries.metrics import Places, metric_named, written, written_change
from steward.direction.decisions.records import ResolutionState
from steward.foundation.ui.formats import day


def latest(resolution: Resolution) -> Measurement | None:
    """The measurement that counts: the newest one, those at the day before early ones."""
    found = list(resolution.measurements.all())
    return max(found, key=lambda one: (not one.early, one.at, one.pk), default=None)


def states(resolutions: Sequence[Resolution]) -> list[ResolutionState]:
    """The decisions as they stand; names in three queries, `measurements` prefetched by the caller."""
    places = Places(resolutions)
    return [state(one, places) for one in resolutions]


def state(one: Resolution, places: Places) -> ResolutionState:
    """One decision as it stands."""
    metric = metric_named(one.metric)
    measured = latest(one)
    effect = Effect.parse(measured.result) if measured else None
    return ResolutionState(
        id=one.pk, kind=one.kind, state=one.state, statement=one.statement, url=f"/console/decisions/{one.pk}/",
        metric=one.metric, metric_name=metric.name if metric else one.metric, place=places.name(one),
        baseline=one.baseline, expected=one.expected, after=effect.after if effect else None,
        effect=effect.effect if effect else None, low=effect.low if effect else None,
        high=effect.high if effect else None, verdict=one.verdict, met=measured.met if measured else None,
        method=effect.method if effect else "",
        sentence=result_sentence(one, effect) if effect else expectation_sentence(one),
        caveat=caveat(effect) if effect else "", starts=one.starts, due=one.due, measured_at=one.measured_at,
        owner_id=one.owner_id, per=effect.per if effect else "step",
        effect_words=fine_change(one.metric, effect.effect, effect) if effect else "",
        range_words=span_words(one.metric, effect) if effect else "",
        hoped=expectation_sentence(one) if effect and one.expected is not None else "",
        judged=verdict_sentence(measured, effect) if measured and effect and measured.verdict else "",
    )  # fmt: skip


def expectation_sentence(one: Resolution) -> str:
    """What is expected, and when it is looked at."""
    until = day(one.due) if one.due else ""
    if one.kind == Kind.ACCEPT:
        return _("Accepted as it is.")
    if one.expected is None:
        return _("Looked at again on %(day)s.") % {"day": until} if until else _("Watched.")
    words = {"from": written(one.metric, one.baseline), "to": written(one.metric, one.expected), "day": until}
    return _("Expected: from %(from)s to %(to)s by %(day)s.") % words


def result_sentence(one: Resolution, effect: Effect) -> str:
    """What was measured: before, after, what it was compared with, the effect with its range."""
    if effect.effect is None:
        return _("What came of it cannot be measured: the number is unknown before or after.")
    words = _words(one, effect)
    pattern = {
        Method.MEMBERS: _members_pattern(effect),
        Method.PLACES: ngettext(
            "%(name)s went from %(before)s to %(after)s; in %(n)s place like it from %(theirs_before)s to"
            " %(theirs_after)s. Effect: %(effect)s%(range)s.",
            "%(name)s went from %(before)s to %(after)s; in %(n)s places like it from %(theirs_before)s to"
            " %(theirs_after)s. Effect: %(effect)s%(range)s.",
            effect.compared,
        ),
        Method.FORECAST: _(
            "%(name)s went from %(before)s to %(after)s; %(instead)s was to be expected anyway. Difference:"
            " %(effect)s%(range)s."
        ),
    }.get(Method(effect.method), _("%(name)s went from %(before)s to %(after)s. Difference: %(effect)s%(range)s."))
    return pattern % words


def _members_pattern(effect: Effect) -> str:
    if effect.per == "member":
        return ngettext(
            "%(name)s, for each of %(n)s member: from %(before)s to %(after)s; for members like them from"
            " %(theirs_before)s to %(theirs_after)s. Effect: %(effect)s%(range)s.",
            "%(name)s, for each of %(n)s members: from %(before)s to %(after)s; for members like them from"
            " %(theirs_before)s to %(theirs_after)s. Effect: %(effect)s%(range)s.",
            effect.compared,
        )
    return ngettext(
        "%(name)s of %(n)s member went from %(before)s to %(after)s; of members like them from %(theirs_before)s to"
        " %(theirs_after)s. Effect: %(effect)s%(range)s.",
        "%(name)s of %(n)s members went from %(before)s to %(after)s; of members like them from %(theirs_before)s to"
        " %(theirs_after)s. Effect: %(effect)s%(range)s.",
        effect.compared,
    )


def _words(one: Resolution, effect: Effect) -> dict[str, Any]:
    metric, values = metric_named(one.metric), {}
    for name, value in (
        ("before", effect.before), ("after", effect.after), ("instead", effect.instead),
        ("theirs_before", effect.compared_before), ("theirs_after", effect.compared_after),
    ):  # fmt: skip
        values[name] = fine(one.metric, value, effect)
    return values | {
        "name": metric.name if metric else one.metric, "n": effect.compared,
        "effect": fine_change(one.metric, effect.effect, effect), "range": range_words(one.metric, effect),
    }  # fmt: skip


def fine(key: str, value: float | None, effect: Effect) -> str:
    """A value; for single members with two decimals, since they do little in one step."""
    return f"{value:,.2f}" if value is not None and effect.per == "member" else written(key, value)


def fine_change(key: str, value: float | None, effect: Effect) -> str:
    """A difference, in the same way."""
    if value is None or effect.per != "member":
        return written_change(key, value)
    return ("+" if value > 0 else "\u2212" if value < 0 else "±") + f"{abs(value):,.2f}"


def span_words(key: str, effect: Effect) -> str:
    """The interval, "" where there is none."""
    if effect.low is None or effect.high is None:
        return ""
    low, high = (fine_change(key, bound, effect) for bound in (effect.low, effect.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def range_words(key: str, effect: Effect) -> str:
    """The interval in brackets; "" where there is none."""
    span = span_words(key, effect)
    return _(" (95%% range: %(span)s)") % {"span": span} if span else ""


def caveat(effect: Effect) -> str:
    """The honest label of a result without a comparison."""
    if effect.method in {Method.MEMBERS, Method.PLACES}:
        return ""
    return _("Before and after only: other things changed too.")


def verdict_sentence(measured: Measurement, effect: Effect) -> str:
    """The verdict with its reason."""
    if measured.verdict == Verdict.WORKED:
        return (
            _("It worked: the effect is beyond chance, and as large as expected.")
            if measured.met
            else _("It worked: the effect is beyond chance, though smaller than expected.")
        )
    if measured.verdict == Verdict.DID_NOT:
        return _("It did not work: what was expected lies outside the range.")
    if measured.verdict == Verdict.CANNOT_TELL:
        return (
            _("There are too few whole steps to know the range of chance.")
            if effect.low is None
            else _("Chance alone could explain it, and so could the expected effect.")
        )
    return _("Nothing was expected, so there is no verdict.")


def lack_sentence(effect: Effect) -> str:
    """Why no stronger comparison was possible; "" where none was asked for."""
    return {
        "no_members_alike": _("There were too few members like them to compare with."),
        "no_places_alike": _("There were fewer than two places like it to compare with."),
        "few_steps": _("There were too few whole steps for a range of chance."),
        "no_steps": _("There were no whole steps with a value."),
        "typed": _("The value was entered by hand."),
    }.get(effect.why, "")


def is_open(one: Resolution) -> bool:
    """Whether it still waits for its day."""
    return one.state == State.OPEN
