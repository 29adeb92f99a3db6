"""Rollup files: one for each rollup, month and state of the month, made when somebody first needs it."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

import os
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from steward.stream.insights.engine.dialects import DUCKDB, SPELLING, literal
from steward.stream.insights.engine.scopes import Conditions
from steward.stream.insights.engine.statements import statement, version
from steward.stream.insights.engine.views import RawViews
from steward.stream.insights.engine.window import Window, first_of, month_of, next_month
from steward.stream.insights.metrics.definition import fingerprint

#: Files of an earlier state are kept this long for queries that still read them.
GRACE_SECONDS = 3600
#: The past is summed up in leaps of so many months: a change in the last months leaves the sum as it is.
LEAP = 3
#: So many tables are kept at hand; one statement reads a few of them.
MOST_ONCE = 12
_COLUMNS = {
    "member_day": "DATE '2000-01-01' AS day, 0::BIGINT AS member, 0 AS source, 0 AS channel, '' AS kind, 0 AS n,"
    " 0::BIGINT AS reactions",
    "member_month": "0::BIGINT AS member, 0 AS source, 0 AS channel, DATE '2000-01-01' AS first_active,"
    " DATE '2000-01-01' AS first_day, DATE '2000-01-01' AS last_day",
    "opening": "0::BIGINT AS id, DATE '2000-01-01' AS day, 0 AS source, 0 AS channel, 0::BIGINT AS member,"
    " 0::BIGINT AS seconds",
}
#: Rollups kept by month, with the order of their rows.
MONTHLY = {"member_day": "day, member", "member_month": "member", "opening": "day, id"}


class MonthlyRollups:
    """The rollups of one snapshot of the lake. `names` are the fingerprints of its months."""

    def __init__(self, connection: Any, names: dict[str, str], folder: Path, people: str = "") -> None:
        self._people = people  # the state of memberships and identities
        self._connection = connection
        self._names = names
        self._folder = folder
        self._ready: dict[tuple[str, str], str] = {}
        self._once: dict[str, None] = {}

    def months_between(self, since: date | None, until: date) -> list[str]:
        """Months of the lake that have a day in the period, in order."""
        first = month_of(since) if since else ""
        return [month for month in sorted(self._names) if first <= month and first_of(month) < until]

    def table(self, rollup: str, months: Iterable[str]) -> str:
        """The rows of these months."""
        paths = [f"'{self.path(rollup, month)}'" for month in months]
        if not paths:
            return f"(SELECT {_COLUMNS[rollup]} WHERE FALSE) nothing"
        return f"read_parquet([{', '.join(paths)}])"

    def kept(self, name: str, select: str) -> str:
        """A file of the rows of a SELECT over memberships and identities, made anew when those change."""
        path = self._folder / name / f"{fingerprint(self._people, select)}.parquet"
        if not path.exists():
            self._write(path, select)
        return f"read_parquet('{_quoted(path)}')"

    def once(self, select: str) -> str:
        """A temporary table of a SELECT over rollups: their files never change, so neither does it."""
        name = f"once_{fingerprint(select)}"
        if name not in self._once:
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")
        self._once.pop(name, None)
        self._once[name] = None
        for old in list(self._once)[:-MOST_ONCE]:
            self._connection.execute(f"DROP TABLE {old}")
            del self._once[old]
        return name

    def past(self, months: list[str]) -> str:
        """Rows of `member_month`, from the first month of all on; most months come summed up in one file."""
        size = (len(months) - 1) // LEAP * LEAP
        if not size:
            return self.table("member_month", months)
        path = self._past(months[:size])
        if not path.exists():
            made = f"SELECT * FROM ({statement('duckdb', 'member_past')}) made ORDER BY member"
            self._write(
                path, f"WITH member_month AS (SELECT * FROM {self.table('member_month', months[:size])}) {made}"
            )
        rest = self.table("member_month", months[size:])
        columns = "member, source, channel, first_active, first_day, last_day"
        return f"(SELECT {columns} FROM read_parquet('{_quoted(path)}') UNION ALL SELECT {columns} FROM {rest}) past"

    def _past(self, months: list[str]) -> Path:
        keys = [self._key("member_month", month) for month in months]
        return self._folder / "member_past" / f"{months[-1]}-{fingerprint(keys, version('member_past'))}.parquet"

    def path(self, rollup: str, month: str) -> str:
        """The file of a month, made if it is not there."""
        if (rollup, month) not in self._ready:
            path = self._folder / rollup / f"{month}-{self._key(rollup, month)}.parquet"
            if not path.exists():
                self._make(rollup, month, path)
            self._ready[rollup, month] = _quoted(path)
        return self._ready[rollup, month]

    def _key(self, rollup: str, month: str) -> str:
        following = month_of(next_month(first_of(month)))
        depends = [self._names.get(month, ""), self._names.get(following, "") if rollup == "opening" else ""]
        return fingerprint(depends, version("member_day", rollup), SPELLING)

    def _make(self, rollup: str, month: str, path: Path) -> None:
        made = f"SELECT * FROM ({statement('duckdb', rollup)}) made ORDER BY {MONTHLY[rollup]}"
        self._write(path, f"{self._sources(rollup, month)} {made}")

    def _write(self, path: Path, select: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.{time.monotonic_ns()}.tmp")
        self._connection.execute(f"COPY ({select}) TO '{_quoted(beside)}' (FORMAT parquet, COMPRESSION zstd)")
        beside.replace(path)

    def sweep(self) -> None:
        """Remove files of earlier states once no query can still be reading them."""
        months = sorted(self._names)
        wanted = {rollup: {f"{month}-{self._key(rollup, month)}.parquet" for month in months} for rollup in MONTHLY}
        wanted["member_past"] = {self._past(months[:size]).name for size in range(LEAP, len(months) + 1, LEAP)}
        now = time.time()
        for path in (self._folder / "stays").glob("*"):  # the newest is in use, or will be made again
            if path.stat().st_mtime < now - GRACE_SECONDS:
                path.unlink(missing_ok=True)
        for rollup, names in wanted.items():
            for path in (self._folder / rollup).glob("*"):
                if path.name not in names and path.stat().st_mtime < time.time() - GRACE_SECONDS:
                    path.unlink(missing_ok=True)

    def _sources(self, rollup: str, month: str) -> str:
        """The tables a rollup is made from, limited to its month."""
        if rollup == "member_month":
            return f"WITH member_day AS (SELECT * FROM {self.table('member_day', [month])})"
        start = first_of(month)
        views = RawViews(DUCKDB, Window(start, next_month(start)), Conditions((), (), ()))
        if rollup == "opening":
            return views.prefix(("asked", "replied"))
        within = f"a.day >= {literal(start)} AND a.day < {literal(next_month(start))}"
        return f"WITH fact AS NOT MATERIALIZED ({views.definition('fact')} AND {within})"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
