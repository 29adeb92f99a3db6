"""Periods, how they are cut into steps, and what part of the community is looked at."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from steward.stream.insights.enums import Grain
from steward.stream.insights.errors import BadPeriod

#: Days are counted from a Monday long ago, so that weeks of any activity have rising numbers.
ANCHOR = date(1900, 1, 1)
#: The step of what began before everything known.
BEFORE_ALL = -1_000_000_000


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the community a question is about. Empty tuples mean no limit; ids are the database's.

    `segment` is None for everybody, or the ids of the members it holds (the empty tuple is nobody).
    """

    sources: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    segment: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a period: its number and its days, `ends` excluded."""

    number: int
    starts: date
    ends: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.ends - self.starts).days


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `since` to the one before `until`, cut by `grain`. Raises `BadPeriod` when there are none."""

    since: date
    until: date
    grain: Grain = Grain.PERIOD

    def __post_init__(self) -> None:
        if self.since >= self.until:
            raise BadPeriod

    @property
    def days(self) -> int:
        """Its length."""
        return (self.until - self.since).days

    @property
    def earlier(self) -> date:
        """First day of the step before the first one."""
        if self.grain is Grain.PERIOD:
            return self.since - (self.until - self.since)
        return self.start_of(self.start_of(self.since) - timedelta(days=1))

    def aligned(self) -> "Window":
        """The same widened to whole steps."""
        if self.grain is Grain.PERIOD:
            return self
        return Window(self.start_of(self.since), self.end_of(self.until - timedelta(days=1)), self.grain)

    def number_of(self, day: date) -> int:
        """The step a day belongs to (as the SQL of `dialects` numbers it)."""
        if self.grain is Grain.PERIOD:
            return 0 if day >= self.since else -1 if day >= self.earlier else -2
        if self.grain is Grain.MONTH:
            return day.year * 12 + day.month - 1
        days = (day - week_anchor()).days
        return days if self.grain is Grain.DAY else days // 7

    def start_of(self, day: date) -> date:
        """First day of the step a day belongs to."""
        if self.grain is Grain.MONTH:
            return day.replace(day=1)
        if self.grain is Grain.WEEK:
            return day - timedelta(days=(day - week_anchor()).days % 7)
        return day if self.grain is Grain.DAY else self.since

    def end_of(self, day: date) -> date:
        """The day after the last day of the step a day belongs to."""
        if self.grain is Grain.MONTH:
            return next_month(day)
        if self.grain is Grain.WEEK:
            return self.start_of(day) + timedelta(days=7)
        return day + timedelta(days=1) if self.grain is Grain.DAY else self.until

    def steps(self) -> list[Step]:
        """Its parts in order; the first and last are cut where the period cuts them."""
        parts, day = [], self.since
        while day < self.until:
            ends = min(self.end_of(day), self.until)
            parts.append(Step(self.number_of(day), day, ends))
            day = ends
        return parts


def week_anchor() -> date:
    """The first day of week number 0, by the setting `FIRST_DAY_OF_WEEK` (0 is Sunday, 1 Monday)."""
    return ANCHOR + timedelta(days=settings.FIRST_DAY_OF_WEEK - 1)


def next_month(day: date) -> date:
    """First day of the following month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def first_of(month: str) -> date:
    """First day of the month written "2024-05"."""
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def month_of(day: date) -> str:
    """The month of a day, written "2024-05"."""
    return f"{day:%Y-%m}"
