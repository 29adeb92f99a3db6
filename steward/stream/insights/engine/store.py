"""Answers over one snapshot of the lake: stored ones where their inputs are the same, computed ones where not."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from steward.stream.insights.engine.dialects import SPELLING
from steward.stream.insights.engine.engines import DuckDB, Row
from steward.stream.insights.engine.faces import Faces
from steward.stream.insights.engine.given import Given, Terms
from steward.stream.insights.engine.rolled import RolledViews, months_from
from steward.stream.insights.engine.rollups import MONTHLY, MonthlyRollups
from steward.stream.insights.engine.scopes import conditions
from steward.stream.insights.engine.shelf import Shelf, sweep
from steward.stream.insights.engine.statements import statement, version
from steward.stream.insights.engine.window import Scope, Window, first_of, month_of, next_month, week_anchor
from steward.stream.insights.enums import Grain, Reach
from steward.stream.insights.metrics.definition import Query, fingerprint
from steward.stream.insights.metrics.registry import ROLLUPS


class Snapshot(Protocol):
    """What is needed of the lake."""

    def connect(self) -> Any:
        """An in-memory DuckDB connection with the lake's views."""

    def months(self) -> dict[str, str]:
        """Month → digest of its rows."""

    def identity_version(self) -> Any:
        """Changes when the view `identity` does."""

    def version(self, table: str) -> Any:
        """Changes when the view `membership` does."""


#: Logical tables whose state is not that of months: who stays where, who is hidden, whom one answers.
_WHOLE = ("stay", "hidden", "answer", "received", "team")
#: Definitions as Steward comes.
USUAL = Given()


class Store:
    """Runs queries over a snapshot. Not for several threads at once."""

    def __init__(self, lake: Snapshot, folder: Path) -> None:
        self._lake = lake
        self._connection = lake.connect()
        self._folder = folder
        self.engine = DuckDB(self._connection)
        self._names = Faces(self._connection, lake.months(), lake.identity_version(), folder).fingerprints()
        self._others = {table: self._other(table) for table in _WHOLE}
        self._rollups = MonthlyRollups(self._connection, self._names, folder, self._others["stay"])
        self._shelves: dict[str, Shelf] = {}
        self._memo: dict[Any, list[Row]] = {}
        self._upto: dict[str, str] = {}

    @property
    def first_day(self) -> date | None:
        """First day of the first month with data."""
        return first_of(min(self._names)) if self._names else None

    def answer(self, query: Query, window: Window, scope: Scope, given: Given = USUAL) -> list[Row]:
        """The rows of a query; those with steps come step by step from stored months where they can."""
        terms = given.of(query)
        asked = (query.key, window, scope, terms.key)
        if asked not in self._memo:
            stepped = window.grain is not Grain.PERIOD and query.reach not in {Reach.ALL, Reach.LATER}
            found = self._by_month if stepped else self._whole
            self._memo[asked] = found(query, window, scope, terms)
        return self._memo[asked]

    def compute(self, query: Query, window: Window, scope: Scope, terms: Terms | None = None) -> list[Row]:
        """The rows of a query from rollups, nothing stored; without `terms` as Steward comes."""
        return self._select(query, window, scope, "SELECT * FROM ({}) answer", terms or USUAL.of(query))

    def select(self, query: Query, window: Window, scope: Scope, outer: str, given: Given = USUAL) -> list[Row]:
        """The rows of a SELECT over a query, which takes the place of `{}`."""
        return self._select(query, window, scope, outer, given.of(query))

    def _select(self, query: Query, window: Window, scope: Scope, outer: str, terms: Terms) -> list[Row]:
        views = self._views(window, scope, terms)
        body = outer.replace("{}", "\n" + statement("duckdb", query.key))
        return self.engine.rows(f"{views.prefix(query.tables)}\n{body}")

    def text(self, query: Query, window: Window, scope: Scope) -> str:
        """A query with the tables it reads, as a SELECT in brackets: to be a part of a larger one."""
        views = self._views(window, scope, USUAL.of(query))
        return f"({views.prefix(query.tables)}\nSELECT * FROM (\n{statement('duckdb', query.key)}) answer)"

    def _views(self, window: Window, scope: Scope, terms: Terms) -> RolledViews:
        where = conditions(scope, self.engine.segment)
        team = self.engine.segment(terms.team) if terms.team else ""
        return RolledViews(self.engine.dialect, window, where, terms, team, rollups=self._rollups)

    def warm(self) -> None:
        """Make every rollup that is missing: what a job does after an import, so that nobody waits for it."""
        for month in self._names:
            for rollup in MONTHLY:
                self._rollups.path(rollup, month)

    def sweep(self) -> None:
        """Throw away rollups of earlier states and shelves nobody uses."""
        self._rollups.sweep()
        sweep(self._folder / "answers")

    def channels(self) -> dict[int, Row]:
        """Names and sources of channels by id."""
        rows = self.engine.rows("SELECT channel, name, source FROM channel")
        return {row.pop("channel"): row for row in rows}

    def save(self) -> None:
        """Write what was newly computed."""
        for shelf in self._shelves.values():
            shelf.save()

    def _whole(self, query: Query, window: Window, scope: Scope, terms: Terms) -> list[Row]:
        shelf, name = self._shelf(query, window.grain, scope, terms), f"{window.since}..{window.until}"
        key = self._key(query, self._depends(query, window), terms)
        rows = shelf.get(name, key)
        if rows is None:
            rows = self.compute(query, window, scope, terms)
            shelf.put(name, key, rows)
        return rows

    def _by_month(self, query: Query, window: Window, scope: Scope, terms: Terms) -> list[Row]:
        shelf, found = self._shelf(query, window.grain, scope, terms), {}
        months = months_from(window.since, window.until)
        behind = {month: self._months_behind(query, month, window.grain) for month in months}
        keys = {month: self._key(query, behind[month], terms) for month in months}
        for month in months:
            rows = shelf.get(month, keys[month])
            if rows is not None:
                found[month] = rows
        for run in _runs(months, found):
            for month, rows in self._months(query, run, window.grain, scope, terms).items():
                shelf.put(month, keys[month], rows)
                found[month] = rows
        first, last = window.number_of(window.since), window.number_of(window.until - timedelta(days=1))
        return [row for month in months for row in found[month] if first <= row["step"] <= last]

    def _months(
        self, query: Query, months: list[str], grain: Grain, scope: Scope, terms: Terms
    ) -> dict[str, list[Row]]:
        """The rows of whole steps that begin in these months, which follow each other."""
        start, end = first_of(months[0]), next_month(first_of(months[-1]))
        whole = Window(start, end, grain)
        since = start if whole.start_of(start) == start else whole.end_of(start)
        until = whole.end_of(end - timedelta(days=1))
        rows: dict[str, list[Row]] = {month: [] for month in months}
        for row in self.compute(query, Window(since, until, grain), scope, terms):
            month = month_of(first_day_of(row["step"], grain))
            if month in rows:
                rows[month].append(row)
        return rows

    def _shelf(self, query: Query, grain: Grain, scope: Scope, terms: Terms) -> Shelf:
        name = f"{query.key}-{grain}-{fingerprint(scope, terms.key) if terms.key else fingerprint(scope)}"
        if name not in self._shelves:
            self._shelves[name] = Shelf(self._folder / "answers" / f"{name}.json")
        return self._shelves[name]

    def _key(self, query: Query, depends: Iterable[str], terms: Terms) -> str:
        made_of = [rollup for rollup in ROLLUPS if rollup != query.key]
        others = [self._others[table] for table in query.tables if table in _WHOLE]
        return fingerprint(
            list(depends), version(query.key, *made_of), SPELLING, str(week_anchor()), settings.TIME_ZONE, others,
            terms.key,
        )  # fmt: skip

    def _months_behind(self, query: Query, month: str, grain: Grain) -> list[str]:
        """Names of the months that the steps beginning in a month depend on."""
        ahead = (query.reach is Reach.NEXT) + (grain is Grain.WEEK)
        months = [month]
        for _step in range(ahead):
            months.append(month_of(next_month(first_of(months[-1]))))
        if query.reach is Reach.PAST:
            return [self._past(months[-1])]
        return [self._names.get(each, "") for each in months]

    def _depends(self, query: Query, window: Window) -> list[str]:
        """Names of the months a whole answer depends on."""
        if query.reach is Reach.LATER:
            return [f"{month}{name}" for month, name in sorted(self._names.items())]
        if query.reach in {Reach.ALL, Reach.PAST}:
            return [f"{month}{name}" for month, name in sorted(self._names.items()) if first_of(month) < window.until]
        until = next_month(window.until) if query.reach is Reach.NEXT else window.until
        return [self._names.get(month, "") for month in months_from(window.since, until)]

    def _past(self, month: str) -> str:
        if not self._upto:
            chain = ""
            for each in sorted(self._names):
                chain = self._upto[each] = fingerprint(chain, self._names[each])
        upto = [each for each in self._upto if each <= month]
        return self._upto[upto[-1]] if upto else ""

    def _other(self, table: str) -> str:
        """The state of tables that are not kept by month."""
        if table == "stay":
            places = self._connection.execute("SELECT channel, source FROM channel ORDER BY channel").fetchall()
            return fingerprint(self._lake.version("membership"), self._lake.identity_version(), places)
        return str(self._lake.identity_version())


def first_day_of(step: int, grain: Grain) -> date:
    """The day a numbered step begins."""
    if grain is Grain.MONTH:
        return date(step // 12, step % 12 + 1, 1)
    return week_anchor() + timedelta(days=step * (7 if grain is Grain.WEEK else 1))


def _runs(months: list[str], found: dict[str, Any]) -> list[list[str]]:
    """The months without an answer, in runs that follow each other."""
    missing = [index for index, month in enumerate(months) if month not in found]
    starts = [index for last, index in pairwise([-2, *missing]) if index != last + 1]
    runs: list[list[str]] = [[] for _start in starts]
    run = -1
    for index in missing:
        run += index in set(starts)
        runs[run].append(months[index])
    return runs
