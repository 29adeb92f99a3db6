"""Which days are compared, and who may do what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from steward.direction.decisions.enums import MAKE, WATCH, Kind
from steward.direction.decisions.errors import TooEarly
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Metric, Window

GRAINS = (Grain.DAY, Grain.WEEK, Grain.MONTH)
DAY = timedelta(days=1)
#: Places are matched over at least so many steps before the decision, where there are as many.
MATCHED_STEPS = 12


@dataclass(frozen=True, slots=True)
class Windows:
    """The days measured before and after a decision, in whole steps; the second of each pair is excluded."""

    before: tuple[date, date]
    after: tuple[date, date]
    grain: Grain

    @property
    def steps(self) -> tuple[int, int]:
        """How many whole steps lie before and after."""
        before, after = (len(Window(*days, self.grain).steps()) for days in (self.before, self.after))
        return before, after

    @property
    def matched(self) -> tuple[date, date]:
        """The days before over which places are matched: at least twelve steps."""
        since = back(self.before[1], MATCHED_STEPS, self.grain)
        return min(since, self.before[0]), self.before[1]


def cut(day: date, grain: Grain) -> Window:
    """A window of one day, for its steps' ends."""
    return Window(day, day + DAY, grain)


def start_of(day: date, grain: Grain) -> date:
    """First day of the step a day belongs to."""
    return cut(day, grain).start_of(day)


def back(day: date, steps: int, grain: Grain) -> date:
    """The first day of the step so many before the one that begins on `day`."""
    for _step in range(steps):
        day = start_of(day - DAY, grain)
    return day


def first_step(starts: date, grain: Grain) -> tuple[date, date]:
    """The first whole step after a decision takes effect."""
    begins = starts if start_of(starts, grain) == starts else cut(starts, grain).end_of(starts)
    return begins, cut(begins, grain).end_of(begins)


def windows(starts: date, upto: date, days: int, grain: Grain) -> Windows:
    """Whole steps of about `days` days before `starts`, and as many that end by `upto` (a day, excluded) after it.

    The step in which the decision falls belongs to neither. Raises `TooEarly` where no whole step lies between.
    """
    wanted = steps_in(days, grain)
    end = start_of(starts, grain)
    first, first_ends = first_step(starts, grain)
    last = start_of(upto, grain)
    if last < first_ends:
        raise TooEarly(first_ends - DAY)
    return Windows((back(end, wanted, grain), end), (max(first, back(last, wanted, grain)), last), grain)


def steps_in(days: int, grain: Grain) -> int:
    """About how many steps a number of days makes, at least one."""
    return max(1, round(days / {Grain.DAY: 1, Grain.WEEK: 7}.get(grain, 30.4)))


def grain_for(metric: Metric, asked: Any = None) -> Grain:
    """The asked grain where the metric knows it, else the metric's own; PERIOD where it has no steps."""
    if asked in GRAINS and asked in metric.grains:
        return Grain(asked)
    known = [grain for grain in (metric.default_grain, *metric.grains) if grain in GRAINS]
    return known[0] if known else Grain.PERIOD


def may_resolve(viewer: Viewer, kind: str) -> Ruling:
    """Whether the viewer may decide so; to put a number under watch less is needed."""
    if kind == Kind.WATCH and viewer.can(WATCH):
        return Allowed()
    return allowed(viewer, MAKE)


def may_change(viewer: Viewer, kind: str, made_by: int | None, owner: int | None) -> Ruling:
    """Whether the viewer may change a decision: who makes decisions; one's own watch by whoever may watch."""
    if viewer.can(MAKE):
        return Allowed()
    if kind == Kind.WATCH and viewer.can(WATCH):
        if viewer.own_id in {made_by, owner}:
            return Allowed()
        return Denied(_("Somebody else watches this number. Ask them, or a lead."))
    return allowed(viewer, MAKE)
