"""What is given for a decision, checked; the reading of the lake it needs happens here, before any transaction."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from steward.direction.decisions.enums import LINE, LONGEST, VIEW, Exposure, Kind
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.effects import mean_of_steps
from steward.direction.decisions.queries.metrics import metric_named
from steward.direction.decisions.rules import back, first_step, grain_for, start_of, steps_in
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer, accounts_with
from steward.people.members.public import Segment
from steward.stream.activity.public import Channel, Source
from steward.stream.insights.enums import Grain
from steward.stream.insights.errors import UnknownMetric
from steward.stream.insights.public import Metric, Scope

#: Days that can be chosen.
FIRST, LAST = date(1990, 1, 1), date(2200, 1, 1)
MOST_DAYS = 3 * 366


def checked_text(field: str, text: str, *, longest: int = LONGEST, needed: bool = False) -> str:
    """The text without space around it. Raises Invalid."""
    words = text.strip()
    if needed and not words:
        raise Invalid({field: _("Write at least a sentence.")})
    if len(words) > longest:
        raise Invalid({field: _("Write at most %(n)s characters.") % {"n": longest}})
    return words


def checked_statement(text: str) -> str:
    """The decision in one line. Raises Invalid."""
    return checked_text("statement", text, longest=LINE, needed=True)


def checked_metric(key: str, asked: Any) -> tuple[Metric, Grain]:
    """The metric and the grain its steps are counted by. Raises UnknownMetric, Invalid for tables."""
    metric = metric_named(key)
    if metric is None:
        raise UnknownMetric(key)
    grain = grain_for(metric, asked)
    if metric.is_table or grain is Grain.PERIOD:
        raise Invalid({"metric": _("“%(name)s” has no steps to measure. Choose a number.") % {"name": metric.name}})
    return metric, grain


def checked_owner(owner_id: int | None) -> int | None:
    """Somebody who can see decisions, or nobody. Raises Invalid."""
    if owner_id is not None and owner_id not in accounts_with(VIEW):
        raise Invalid({"owner": _("The owner must be a team mate who can see decisions.")})
    return owner_id


def checked_days(since: date, until: date, starts: date, due: date | None, kind: str) -> None:
    """Raises Invalid where the days cannot be."""
    if not FIRST <= since < until <= LAST or (until - since).days > MOST_DAYS:
        raise Invalid({"until": _("Choose days in their order, three years at most.")})
    if not FIRST <= starts <= LAST:
        raise Invalid({"starts": _("Choose days between 1990 and 2200.")})
    if due is None and kind != Kind.ACCEPT:
        raise Invalid({"due": _("Choose the day on which it is looked at.")})
    if due is not None and not starts < due <= min(LAST, starts + timedelta(days=MOST_DAYS)):
        raise Invalid({"due": _("Choose a day after it takes effect, within three years.")})


def checked_due(kind: str, starts: date, due: date | None, grain: Grain) -> None:
    """There is at least one whole step to measure between the days. Raises Invalid."""
    if kind != Kind.ACT or due is None:
        return
    _begins, ends = first_step(starts, grain)
    if due < ends:
        words = _("Choose %(day)s or later: the first whole step after the decision is over then.")
        raise Invalid({"due": words % {"day": ends.isoformat()}})


def checked_places(exposure: str, exposed: Sequence[int], scope: Scope) -> dict[str, Any]:
    """The stored scope. Exposure narrows it: the number is of what the decision touches. Raises Invalid."""
    models: dict[str, Any] = {Exposure.CHANNELS: Channel, Exposure.SOURCES: Source, Exposure.MEMBERS: Segment}
    stored = {"sources": list(scope.sources), "channels": list(scope.channels), "kinds": list(scope.kinds)}
    if exposure not in Exposure.values:
        raise Invalid({"exposure": _("Choose who is touched by it.")})
    model = models.get(exposure)
    if model and model.objects.filter(pk__in=exposed).count() != len(set(exposed)):
        raise Invalid({"exposure": _("A part of the community you chose is not there any more.")})
    if exposure in {Exposure.CHANNELS, Exposure.SOURCES}:
        if not exposed:
            raise Invalid({"exposure": _("Choose the channel or the source that is touched by it.")})
        stored["sources"], stored["channels"] = [], []
        stored[exposure] = sorted(set(exposed))
    found: dict[str, Any] = {key: value for key, value in stored.items() if value}
    return found | ({"members": True} if exposure == Exposure.MEMBERS else {})


def set_expectation(
    row: Resolution, *, expected: float | None, change: float | None, direction_only: bool = False
) -> None:
    """Fill what is expected: a value, or a share of the baseline. Raises Invalid."""
    for name, value in (("expected", expected), ("expected_change", change)):
        if value is not None and not isfinite(value):
            raise Invalid({name: _("Enter a number.")})
    if change is not None and row.baseline is None:
        raise Invalid({"expected": _("The number before is unknown: say the value you expect instead of a change.")})
    row.expected_change = change
    row.expected = row.baseline * (1 + change) if change is not None and row.baseline is not None else expected
    if row.kind == Kind.ACT and row.expected is None and not direction_only:
        raise Invalid({"expected": _("Say what you expect: without it nobody can tell later whether it worked.")})
    if row.expected is not None and row.expected == row.baseline and row.kind == Kind.ACT:
        raise Invalid({"expected": _("This is the number as it is now. What shall change?")})


def value_over(viewer: Viewer, row: Resolution, scope: Scope, days: tuple[date, date]) -> float | None:
    """The mean of the steps that lie in the days; of the steps that touch them where none lies inside."""
    grain = Grain(row.grain)
    inside = (first_step(days[0], grain)[0], start_of(days[1], grain))
    return mean_of_steps(viewer, row.metric, scope, grain, inside if inside[0] < inside[1] else days)


def baseline_over(viewer: Viewer, row: Resolution, scope: Scope) -> float | None:
    """The mean of the steps before the decision takes effect, over as many as are measured after it."""
    grain = Grain(row.grain)
    end = start_of(row.starts, grain)
    return mean_of_steps(viewer, row.metric, scope, grain, (back(end, steps_in(row.days, grain), grain), end))
