"""The logical tables of `metrics.tables` as common table expressions over the lake's tables: raw."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from steward.stream.insights.engine.dialects import Dialect, listed, literal
from steward.stream.insights.engine.given import Terms
from steward.stream.insights.engine.scopes import Conditions
from steward.stream.insights.engine.statements import statement
from steward.stream.insights.engine.window import BEFORE_ALL, Window, week_anchor
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, ANSWER_DAYS, SPEAKING_KINDS


@dataclass(frozen=True, slots=True)
class RawViews:
    """Definitions of logical tables by name; each may read the ones it names in `_NEEDS`."""

    dialect: Dialect
    window: Window
    where: Conditions
    terms: Terms = field(default_factory=Terms)
    team: str = ""  # a table of members who belong to the team, besides those whom sources say so of

    def definition(self, table: str) -> str:
        """The SELECT behind a logical table."""
        text: str = getattr(self, f"_{table}")()
        return text

    def prefix(self, tables: Iterable[str]) -> str:
        """`WITH …` for the tables of a query and those they are made of, in the order they need."""
        wanted = list(dict.fromkeys(name for table in tables for name in (*NEEDS.get(table, ()), table)))
        inline = self.dialect.inline
        return "WITH " + ",\n".join(f"{name} AS {inline} ({self.definition(name)})" for name in wanted)

    def _fact(self) -> str:
        return (
            f"SELECT a.id, {self.dialect.seconds.format('a.occurred_at')} AS moment, a.day, a.hour, a.source,"
            " a.channel, a.kind, i.member, a.thread, a.parent_identity, a.reactions, 1 AS n FROM activity a"
            " LEFT JOIN identity i ON i.identity = a.identity WHERE NOT COALESCE(i.is_bot, FALSE)"
        )

    def _act(self) -> str:
        return (
            f"SELECT {self._step('day')} AS step, {self.dialect.week('day')} AS week, day, source, channel, kind,"
            f" member, n, reactions FROM fact WHERE {self._days(self.window.since, self.window.until, self.where.all)}"
        )

    def _wide(self) -> str:
        within = self._days(self.window.earlier, self.window.until, self.where.all)
        return f"SELECT {self._step('day')} AS step, kind, member FROM fact WHERE {within}"

    def _known(self) -> str:
        within = self._days(None, self.window.until, self.where.all)
        active = f"MIN(CASE WHEN kind IN {listed(ACTIVE_KINDS)} THEN day END)"
        return self.known_from(
            f"SELECT member, {active} AS first_active, MIN(day) AS first_day, MAX(day) AS last_day"
            f" FROM fact WHERE {within} AND member IS NOT NULL GROUP BY member"
        )

    def known_from(self, firsts: str) -> str:
        """`known` over a SELECT of member, first_active, first_day, last_day."""
        return (
            f"SELECT member, {self._step('first_active')} AS active_step, {self.dialect.week('first_active')} AS"
            f" active_week, {self._step('first_day')} AS any_step, last_day, {self.dialect.days('first_active')} AS"
            f" active_at, {self.dialect.days('first_day')} AS any_at FROM ({firsts}) firsts"
        )

    def _stay(self) -> str:
        until = literal(self.window.until)
        gone = f"CASE WHEN left_day < {until} THEN left_day END"
        where = (f"(joined_day IS NULL OR joined_day < {until})", *self.where.place, *self.where.members)
        return (
            f"SELECT member, channel, COALESCE({self._step('joined_day')}, {BEFORE_ALL}) AS joined_step, "
            f"{self._step(gone)} AS left_step, {gone} AS left_day, {self.dialect.days('joined_day')} AS joined_at,"
            f" {self.dialect.days(gone)} AS left_at FROM ({self.stays()}) stays"
            f" WHERE {' AND '.join(where)}"
        )

    def stays(self) -> str:
        """Every stay with its days in the community's time zone."""
        joined, left = self.dialect.day_of("m.joined_at"), self.dialect.day_of("m.left_at")
        return (
            f"SELECT i.member, c.source, m.channel, {joined} AS joined_day, {left} AS left_day FROM membership m"
            " JOIN identity i ON i.identity = m.identity JOIN channel c ON c.channel = m.channel WHERE NOT i.is_bot"
        )

    def _trace(self) -> str:
        within = self._days(None, self.window.until, self.where.all)
        return (
            f"SELECT member, channel, {self.dialect.days('day')} AS at FROM fact WHERE {within} AND member IS NOT NULL"
        )

    def _event(self) -> str:
        within = self._days(self.window.since, self.window.until, self.where.all)
        return (
            f"SELECT id, {self._step('day')} AS step, day, {self.dialect.weekday('day')} AS weekday, hour, source,"
            f" channel, kind, member FROM fact WHERE {within}"
        )

    def _clock(self) -> str:
        within = self._days(self.window.since, self.window.until, self.where.all)
        rows = "fact" if self.where.members else _WITHOUT_BOTS
        return f"SELECT {self._step('day')} AS step, hour, kind FROM {rows} WHERE {within}"

    def _answer(self) -> str:
        within = self._days(self.window.since, self.window.until, self.where.all)
        pairs = (
            "SELECT a.id, a.day, a.source, a.channel, a.kind, i.member, w.member AS answered FROM activity a"
            " JOIN identity i ON i.identity = a.identity JOIN identity w ON w.identity = a.parent_identity"
            " WHERE NOT i.is_bot AND NOT w.is_bot"
        )
        return f"SELECT id, {self._step('day')} AS step, kind, member, answered FROM ({pairs}) pairs WHERE {within}"

    def _asked(self) -> str:
        within = self._days(self.window.since, self.window.until, (*self.where.place, *self.where.members))
        return (
            "SELECT id, moment, day, source, channel, member, thread FROM fact"
            f" WHERE {within} AND kind = 'post' AND thread IS NOT NULL"
        )

    def _replied(self) -> str:
        within = self._days(self.window.since, self.window.until + timedelta(days=ANSWER_DAYS), ())
        said = f"kind IN {listed(SPEAKING_KINDS)} AND thread IS NOT NULL"
        return f"SELECT moment, member, thread FROM fact WHERE {within} AND {said}"

    def _opening(self) -> str:
        return self.opening_from(statement(self.dialect.name, "opening"))

    def opening_from(self, rows: str) -> str:
        """`opening` over a SELECT of id, day, source, channel, member, seconds."""
        return f"SELECT id, {self._step('day')} AS step, source, channel, member, seconds FROM ({rows}) openings"

    def _asking(self) -> str:
        return f"SELECT id, {self._step('day')} AS step, channel, member, thread, moment FROM asked"

    def _cut(self) -> str:
        before = (self.window.number_of(self.window.earlier), self.window.earlier, self.window.since)
        steps = [before, *((step.number, step.starts, step.ends) for step in self.window.steps())]
        rows = (f"({number}, {day_number(starts)}, {day_number(ends)})" for number, starts, ends in steps)
        columns = ("step", "starts", "ends")
        named = ", ".join(f"CAST({name} AS BIGINT) AS {name}" for name in columns)
        return f"SELECT {named} FROM (VALUES {', '.join(rows)}) AS steps({', '.join(columns)})"

    def _trail(self) -> str:
        since, until = self.looked()
        within = self._days(since, until, self.where.all)
        return (
            f"SELECT {self.dialect.days('day')} AS at, member, channel, kind, n FROM fact"
            f" WHERE {within} AND member IS NOT NULL"
        )

    def looked(self) -> tuple[date, date]:
        """The days a definition looks at: from before the step before the period to after it."""
        back, ahead = timedelta(days=self.terms.back), timedelta(days=self.terms.ahead)
        return self.window.earlier - back, self.window.until + ahead

    def _received(self) -> str:
        within = self._days(*self.looked(), self.where.place)
        if not self.terms.values.get("activation", {}).get("replies"):  # nobody asks how many: nobody need be counted
            within = "FALSE"
        pairs = (
            "SELECT a.day, a.source, a.channel, w.member FROM activity a"
            " JOIN identity i ON i.identity = a.identity JOIN identity w ON w.identity = a.parent_identity"
            f" WHERE NOT i.is_bot AND NOT w.is_bot AND i.member <> w.member AND a.kind IN {listed(SPEAKING_KINDS)}"
        )
        return (
            f"SELECT {self.dialect.days('day')} AS at, member, COUNT(*) AS n FROM ({pairs}) pairs"
            f" WHERE {within} GROUP BY 1, 2"
        )

    def _team(self) -> str:
        more = f" UNION SELECT member FROM {self.team}" if self.team else ""
        return f"SELECT member FROM identity WHERE is_team{more}"

    def _given(self) -> str:
        return self.terms.given(self.dialect.double)

    def _weight(self) -> str:
        return self.terms.weight(self.dialect.double)

    def _counted(self) -> str:
        return self.terms.counted()

    def _hidden(self) -> str:
        return "SELECT DISTINCT member FROM identity WHERE do_not_profile"

    def _step(self, column: str) -> str:
        return self.dialect.step(column, self.window)

    def _days(self, since: date | None, until: date, more: tuple[str, ...]) -> str:
        parts = [f"day < {literal(until)}", *more]
        if since is not None:
            parts.insert(0, f"day >= {literal(since)}")
        return " AND ".join(parts)


def day_number(day: date) -> int:
    """Whole days since the anchor of weeks, as `Dialect.days` counts them."""
    return (day - week_anchor()).days


#: Looking at nobody, one need not look up everybody: a small list of bots is enough.
_WITHOUT_BOTS = (
    "(SELECT day, hour, source, channel, kind FROM activity a WHERE NOT EXISTS"
    " (SELECT 1 FROM identity b WHERE b.is_bot AND b.identity = a.identity)) people"
)

#: What a logical table is made of.
NEEDS: dict[str, tuple[str, ...]] = {
    "act": ("fact",),
    "wide": ("fact",),
    "known": ("fact",),
    "trace": ("fact",),
    "event": ("fact",),
    "clock": ("fact",),
    "asked": ("fact",),
    "replied": ("fact",),
    "opening": ("fact", "asked", "replied"),
    "asking": ("fact", "asked"),
    "trail": ("fact",),
}
