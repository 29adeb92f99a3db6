"""Writing the lake: one writer at a time puts changed rows in the place of old ones, month by month."""

import os
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from steward.stream.activity.lake import manifest as state
from steward.stream.activity.lake import pull, schema
from steward.stream.activity.lake.manifest import Manifest, Month, Part, Table

#: A month in more files than this is written into one at the next opportunity.
MOST_PARTS = 4
#: Rows taken from the database at a time, and rows put into files at a time.
PAGE, ROUND = 25_000, 500_000

_OPTIONS = "(FORMAT parquet, COMPRESSION zstd)"


class Writer:
    """A state of the lake in the making. Nothing is visible to readers before `commit`."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self.root = root
        self.manifest = manifest
        self.con = schema.connection(root / "scratch")
        self._before, self._cursor = manifest.files, manifest.cursor
        self._clear()

    def _clear(self) -> None:
        types = ", ".join(f"{name} {kind}" for name, kind in schema.ACTIVITY.items())
        self.con.execute(f"CREATE OR REPLACE TABLE delta ({types}, seq BIGINT, gone BOOLEAN, month VARCHAR)")

    def collect(self, columns: pull.Columns, timezone: str) -> None:
        """Take raw columns into the delta."""
        self.con.register("page", columns)
        derived = schema.derived(timezone)
        self.con.execute(
            f"INSERT INTO delta SELECT *, {schema.MONTH} FROM "  # noqa: S608
            f"(SELECT {derived}, seq, CAST(gone AS BOOLEAN) AS gone FROM page)"
        )
        self.con.unregister("page")

    def settle(self) -> None:
        """A row may have been read twice, before and after a change: the later one counts."""
        self.con.execute(
            "DELETE FROM delta USING (SELECT id, max(seq) AS seq FROM delta GROUP BY id HAVING count(*) > 1) AS late "
            "WHERE delta.id = late.id AND delta.seq < late.seq"
        )

    def apply(self, cursor: int) -> None:
        """Put the delta into the months; the lake is then complete up to `cursor`."""
        self.settle()
        again = self.superseded()
        living = self._list("SELECT DISTINCT month FROM delta WHERE NOT gone")
        for name in sorted({*again, *living}):
            month = self.manifest.months.get(name)
            if name in again or (month and len(month.parts) >= MOST_PARTS):
                self.rewrite(name)
            else:
                self._append(name)
        self.manifest.cursor = cursor
        self._clear()

    def superseded(self) -> list[str]:
        """Months whose files hold an older state of a row of the delta."""
        low, high = self._one("SELECT min(id), max(id) FROM delta")
        if low is None:
            return []
        paths = [
            self.root / part.file
            for month in self.manifest.months.values() for part in month.parts
            if part.low <= high and part.high >= low
        ]  # fmt: skip
        if not paths:
            return []
        return self._list(
            f"SELECT DISTINCT {schema.MONTH} FROM {schema.files(paths)} files SEMI JOIN delta ON files.id = delta.id"  # noqa: S608
        )

    def rewrite(self, name: str, without: Collection[int] = ()) -> None:
        """Write a month anew as one file, with the delta's rows, and without the rows of these sources."""
        old = self.manifest.months.pop(name, Month())
        kept = schema.empty(schema.ACTIVITY)
        if old.parts:
            paths = [self.root / part.file for part in old.parts]
            kept = (
                f"SELECT {schema.COLUMNS} FROM {schema.files(paths)} files "  # noqa: S608
                "ANTI JOIN delta ON files.id = delta.id"
            )
            if without:
                kept += f" WHERE source NOT IN ({', '.join(map(str, without))})"
        if month := self._write(name, f"{kept} UNION ALL {_living(name)}"):
            self.manifest.months[name] = month

    def _append(self, name: str) -> None:
        month = self._write(name, _living(name))
        if month is None:
            return
        old = self.manifest.months.get(name, Month())
        self.manifest.months[name] = Month(
            parts=old.parts + month.parts,
            rows=old.rows + month.rows,
            content=old.content + month.content,
            sources=sorted({*old.sources, *month.sources}),
        )

    def _write(self, name: str, rows: str) -> Month | None:
        """Write these rows of a month into one file; None when there are none."""
        file = f"activity/{name}/{self.manifest.generation:06d}-{secrets.token_hex(4)}.parquet"
        path = self._file(file, f"SELECT {schema.COLUMNS} FROM ({rows}) ORDER BY occurred_at, id")  # noqa: S608
        count, content, low, high, sources = self._one(
            f"SELECT {schema.CONTENT}, min(id), max(id), list(DISTINCT source) FROM {schema.files([path])}"  # noqa: S608
        )
        if not count:
            path.unlink()
            return None
        return Month([Part(file, count, low, high)], count, int(content), sorted(sources))

    def _file(self, file: str, select: str) -> Path:
        """Write a file that is either there completely or not at all."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        self.con.execute(f"COPY ({select}) TO {schema.quoted(half)} {_OPTIONS}")
        with half.open("rb") as handle:
            os.fsync(handle.fileno())
        half.replace(path)
        state.sync_folder(path.parent)
        return path

    def put_table(self, name: str, select: str, position: int, removals: int) -> None:
        """Write one of the smaller tables."""
        file = f"tables/{name}-{self.manifest.generation:06d}-{secrets.token_hex(4)}.parquet"
        self._file(file, select)
        self.manifest.tables[name] = Table(file, position, removals)

    def commit(self, *, grace: float = state.GRACE_SECONDS) -> None:
        """Make this the lake; what it no longer needs is removed after `grace` seconds. Without changes, nothing."""
        if (self.manifest.files, self.manifest.cursor) != (self._before, self._cursor):
            now = time.time()
            self.manifest.retired |= dict.fromkeys(self._before - self.manifest.files, now)
            state.commit(self.root, self.manifest)
        if state.sweep(self.root, self.manifest, grace=grace):
            state.commit(self.root, self.manifest)
        self._before, self._cursor = self.manifest.files, self.manifest.cursor
        self.manifest.generation += 1

    def _one(self, sql: str) -> tuple[Any, ...]:
        rows: list[tuple[Any, ...]] = self.con.execute(sql).fetchall()
        return rows[0]

    def _list(self, sql: str) -> list[str]:
        return [row[0] for row in self.con.execute(sql).fetchall()]


def _living(name: str) -> str:
    return f"SELECT {schema.COLUMNS} FROM delta WHERE NOT gone AND month = {schema.quoted(name)}"  # noqa: S608


@contextmanager
def writer(root: Path, timezone: str, *, anew: bool = False) -> Iterator[Writer]:
    """Hold the lock and continue from the present state, or start from nothing.

    A lake in another time zone cannot be continued: its days are not ours.
    """
    with state.writing(root):
        present = state.load(root)
        start = present
        if present is None or anew or present.timezone != timezone:
            start = Manifest(timezone, generation=present.generation if present else 0)
        assert start is not None
        start.generation += 1
        made = Writer(root, start)
        if present is not None and start is not present:
            made.manifest.retired = dict.fromkeys(present.files, time.time()) | present.retired
        try:
            yield made
        finally:
            made.con.close()


def follow_stream(made: Writer, timezone: str, after_round: Callable[[], None]) -> int:
    """Take everything from the stream that the lake does not have; how many rows that was."""
    total = 0
    while True:
        taken, cursor = 0, made.manifest.cursor
        while taken < ROUND:
            page = pull.stream(cursor, PAGE)
            if not page.rows:
                break
            made.collect(page.columns, timezone)
            taken, cursor = taken + page.rows, page.last
        if not taken:
            return total
        made.apply(cursor)
        after_round()
        total += taken


def follow_table(made: Writer, name: str, removals: int) -> None:
    """Bring one of the smaller tables up to date; from nothing when rows were removed without a trace."""
    columns = schema.TABLES[name]
    old = made.manifest.tables.get(name)
    if old is not None and old.removals != removals:
        old = None
    position = old.position if old else 0
    last = load_changes(made.con, name, position)
    if old is not None and last == position:
        return
    select = changes_over(name, [made.root / old.file] if old else [], changed=last > position)
    made.put_table(name, f"SELECT {', '.join(columns)} FROM ({select}) ORDER BY 1", last, removals)  # noqa: S608


def load_changes(con: duckdb.DuckDBPyConnection, name: str, position: int) -> int:
    """Make the table `<name>_changes` of what changed after this position, the latest state of each row.

    Returns the position it reaches; when that is the one given there is nothing, and no table.
    """
    page = pull.FOLLOWED[name](position, PAGE)
    if not page.rows:
        return position
    columns = schema.TABLES[name]
    types = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    con.execute(f"CREATE OR REPLACE TABLE {name}_changes ({types}, seq BIGINT, gone BOOLEAN)")
    while page.rows:
        con.register("page", page.columns)
        con.execute(f"INSERT INTO {name}_changes SELECT {cast(columns)}, seq, CAST(gone AS BOOLEAN) FROM page")  # noqa: S608
        con.unregister("page")
        position = page.last
        page = pull.FOLLOWED[name](position, PAGE)
    key = next(iter(columns))
    con.execute(
        f"DELETE FROM {name}_changes USING (SELECT {key} AS k, max(seq) AS seq FROM {name}_changes GROUP BY 1 "  # noqa: S608
        f"HAVING count(*) > 1) AS late WHERE {key} = late.k AND {name}_changes.seq < late.seq"
    )
    return position


def changes_over(name: str, paths: list[Path], *, changed: bool) -> str:
    """SQL for a table's file with its changes, where there are any, laid over it."""
    columns = schema.TABLES[name]
    names, key = ", ".join(columns), next(iter(columns))
    living = f"SELECT {names} FROM {name}_changes WHERE NOT gone"  # noqa: S608
    kept = f"SELECT {names} FROM {schema.files(paths)} files" if paths else schema.empty(columns)  # noqa: S608
    if not changed:
        return kept
    return f"{kept} ANTI JOIN {name}_changes USING ({key}) UNION ALL {living}" if paths else living


def cast(columns: dict[str, str]) -> str:
    """SQL that gives raw columns their types; 0 is no inviter."""
    return ", ".join(
        f"CAST(NULLIF({name}, 0) AS {kind}) AS {name}" if name == "inviter" else f"CAST({name} AS {kind}) AS {name}"
        for name, kind in columns.items()
    )
