"""The logical tables from rollups instead of activities: the same rows, summed up."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from steward.stream.insights.engine.dialects import listed
from steward.stream.insights.engine.views import NEEDS, RawViews
from steward.stream.insights.engine.window import first_of, month_of, next_month
from steward.stream.insights.metrics.definition import ACTIVE_KINDS

#: More than there are channels.
CHANNELS = 2**32
#: Logical tables that rollups can fill.
ROLLED = frozenset({"act", "wide", "known", "trace", "trail", "opening"})


class Rollups(Protocol):
    """Where the files of rollups are."""

    def months_between(self, since: date | None, until: date) -> list[str]:
        """Months with data that have a day in the period."""

    def table(self, rollup: str, months: Iterable[str]) -> str:
        """Something to select from: the rollup's rows of these months."""

    def kept(self, name: str, select: str) -> str:
        """The rows of a SELECT over memberships and identities, kept in a file until they change."""

    def past(self, months: list[str]) -> str:
        """The rows of `member_month` of the first months of all, those long past summed up."""

    def once(self, select: str) -> str:
        """The name of a table with the rows of a SELECT over rollups, computed once for all who ask for the same."""


@dataclass(frozen=True, slots=True)
class RolledViews(RawViews):
    """As `RawViews`, reading rollups wherever they hold what is asked for."""

    rollups: Rollups = field(kw_only=True)

    def prefix(self, tables: Iterable[str]) -> str:
        """`WITH …`, without what rollups make unnecessary."""
        wanted: dict[str, None] = {}
        for table in tables:
            wanted |= dict.fromkeys(() if table in ROLLED else NEEDS.get(table, ()))
            wanted[table] = None
        return "WITH " + ",\n".join(f"{name} AS NOT MATERIALIZED ({self.definition(name)})" for name in wanted)

    def _act(self) -> str:
        return (
            f"SELECT {self._step('day')} AS step, {self.dialect.week('day')} AS week, day, source, channel, kind,"
            f" member, n, reactions FROM {self._days_of(self.window.since)}"
        )

    def _wide(self) -> str:
        return f"SELECT {self._step('day')} AS step, kind, member FROM {self._days_of(self.window.earlier)}"

    def _known(self) -> str:
        return self.known_from(f"SELECT member, first_active, first_day, last_day FROM {self._lives()}")

    def _trace(self) -> str:
        """Of each member the first one, which is all that is promised."""
        at = self.dialect.divide.format("packed", CHANNELS)
        return f"SELECT member, packed % {CHANNELS} AS channel, {at} AS at FROM {self._lives()}"

    def _lives(self) -> str:
        """One row for a member: first and last days up to the end of the period, and the place of the first trace.

        Nothing of it depends on how the period is cut: every metric that asks about a past up to the same day shares
        it. Day and channel are packed into one number, whose minimum is found in one pass.
        """
        packed = f"{self.dialect.days('first_day')} * {CHANNELS} + channel"
        return self.rollups.once(
            "SELECT member, MIN(first_active) AS first_active, MIN(first_day) AS first_day, MAX(last_day) AS last_day,"
            f" MIN({packed}) AS packed FROM ({self._firsts()}) parts GROUP BY member"
        )

    def _firsts(self) -> str:
        """Rows of member, channel and days up to the end of the period, months summed up where they can be."""
        months = self.rollups.months_between(None, self.window.until)
        whole = [month for month in months if next_month(first_of(month)) <= self.window.until]
        if self.where.kinds:
            whole = []
        rest = [month for month in months if month not in set(whole)]
        parts = []
        if whole:
            place = self._and((*self.where.place, *self.where.members))
            table = self.rollups.past(whole)
            parts.append(f"SELECT member, channel, first_active, first_day, last_day FROM {table} WHERE TRUE{place}")
        if rest or not whole:
            active = f"CASE WHEN kind IN {listed(ACTIVE_KINDS)} THEN day END"
            table = self.rollups.table("member_day", rest)
            within = self._days(None, self.window.until, self.where.all)
            parts.append(
                f"SELECT member, channel, {active} AS first_active, day AS first_day, day AS last_day FROM {table}"
                f" WHERE {within} AND member IS NOT NULL"
            )
        return " UNION ALL ".join(parts)

    def stays(self) -> str:
        """The same from a file, kept as long as nobody joins, leaves or is merged."""
        raw = RawViews(self.dialect, self.window, self.where).stays()
        return f"SELECT * FROM {self.rollups.kept('stays', raw)}"

    def _opening(self) -> str:
        months = self.rollups.months_between(self.window.since, self.window.until)
        within = self._days(self.window.since, self.window.until, (*self.where.place, *self.where.members))
        return self.opening_from(f"SELECT * FROM {self.rollups.table('opening', months)} WHERE {within}")

    def _trail(self) -> str:
        since, until = self.looked()
        table = self.rollups.table("member_day", self.rollups.months_between(since, until))
        within = self._days(since, until, self.where.all)
        return (
            f"SELECT {self.dialect.days('day')} AS at, member, channel, kind, n FROM {table}"
            f" WHERE {within} AND member IS NOT NULL"
        )

    def _days_of(self, since: date) -> str:
        months = self.rollups.months_between(since, self.window.until)
        within = self._days(since, self.window.until, self.where.all)
        return f"{self.rollups.table('member_day', months)} WHERE {within}"

    def _and(self, parts: tuple[str, ...]) -> str:
        return "".join(f" AND {part}" for part in parts)


def months_from(since: date, until: date) -> list[str]:
    """Every month with a day in the period, in order."""
    day, months = since.replace(day=1), []
    while day < until:
        months.append(month_of(day))
        day = next_month(day)
    return months
