"""Reading the lake: a snapshot of the files and the tail that is not in them yet."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import duckdb
from django.conf import settings
from django.db.models import Count, Max

from steward.foundation.journal.public import latest
from steward.stream.activity.lake import manifest as state
from steward.stream.activity.lake import pull, schema
from steward.stream.activity.lake.advance import advance_lake
from steward.stream.activity.lake.manifest import Manifest
from steward.stream.activity.lake.write import Writer, cast, changes_over, load_changes
from steward.stream.activity.models import Source

#: A longer tail is put into files before it is read.
LONGEST_TAIL = 5_000


class Lake:
    """What the stream looked like at one moment. Keep it as long as `stamp()` stays the same; then make a new one.

    The snapshot belongs to one in-memory DuckDB database; `connect()` gives independent connections to it, one for
    each thread.
    """

    def __init__(self, folder: Path | None = None, *, tail: bool = True) -> None:
        self.root = folder or settings.LAKE_ROOT
        self._tail = tail
        if tail:
            _shorten()
        try:
            self._take()
        except duckdb.IOException:
            # An erasure has removed files since the manifest was read.
            self._take()

    def _take(self) -> None:
        self.key = self.stamp() if self._tail else ""
        self.manifest = state.load(self.root) or Manifest(settings.TIME_ZONE)
        self._writer = Writer(self.root, self.manifest)
        self._dead: set[int] = set()
        self._stale: set[str] = set()
        self._tail_months: set[str] = set()
        if self._tail:
            self._take_tail()
        self._views()

    @staticmethod
    def stamp() -> str:
        """Cheap (two short queries): differs from the `key` of a snapshot when a new one would differ."""
        counts = Source.objects.aggregate(sources=Count("pk"), newest=Max("pk"))
        try:
            written = (settings.LAKE_ROOT / "manifest.json").stat().st_mtime_ns
        except FileNotFoundError:
            written = 0
        return ".".join(map(str, [*pull.positions().values(), *counts.values(), written, settings.TIME_ZONE]))

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own with the views of the package's docstring."""
        return self._writer.con.cursor()

    def months(self) -> dict[str, str]:
        """Local month → digest of its rows, the tail included, the earliest first."""
        return self._digests

    def rows(self) -> dict[str, int]:
        """Local month → number of its rows, the tail included."""
        return {name: int(value.partition("-")[0], 16) for name, value in self._digests.items()}

    def identity_version(self) -> str:
        """Changes when the view `identity` does."""
        return self._versions["identity"]

    def version(self, table: str) -> str:
        """Changes when the view `identity`, `membership` or `thread` does."""
        return self._versions[table]

    def select(self, months: Iterable[str]) -> str:
        """SQL for the rows of `activity` that lie in these months: reads no other files."""
        names = set(months)
        queries = [self._files(names - self._stale), self._files(names & self._stale, "ANTI JOIN delta USING (id)")]
        if names & self._tail_months:
            listed = ", ".join(schema.quoted(name) for name in sorted(names))
            queries.append(f"SELECT {schema.COLUMNS} FROM delta WHERE NOT gone AND month IN ({listed})")  # noqa: S608
        return " UNION ALL ".join(query for query in queries if query) or schema.empty(schema.ACTIVITY)

    def close(self) -> None:
        """Free the snapshot's memory."""
        self._writer.con.close()

    def _files(self, names: Iterable[str], join: str = "") -> str:
        months = self.manifest.months
        paths = [self.root / part.file for name in sorted(names) if name in months for part in months[name].parts]
        if not paths:
            return ""
        dead = f" WHERE source NOT IN ({', '.join(map(str, self._dead))})" if self._dead else ""
        return f"SELECT {schema.COLUMNS} FROM {schema.files(paths)} files {join}{dead}"  # noqa: S608

    def _take_tail(self) -> None:
        """Read what the files do not have: the delta, the months it makes stale, removed sources."""
        cursor = self.manifest.cursor
        while (page := pull.stream(cursor, LONGEST_TAIL)).rows:
            self._writer.collect(page.columns, self.manifest.timezone)
            cursor = page.last
        self._writer.settle()
        self._stale = set(self._writer.superseded())
        con = self._writer.con
        self._tail_months = {
            row[0] for row in con.execute("SELECT DISTINCT month FROM delta WHERE NOT gone").fetchall()
        }
        here = set(Source.objects.values_list("pk", flat=True))
        self._dead = {pk for month in self.manifest.months.values() for pk in month.sources} - here

    def _views(self) -> None:
        con = self._writer.con
        con.execute(f"CREATE VIEW activity AS {self.select({*self.manifest.months, *self._tail_months})}")
        self._versions: dict[str, str] = {}
        removals = pull.positions() if self._tail else {}
        for name in pull.FOLLOWED:
            self._view_table(name, removals.get(pull.REMOVALS[name], 0))
        self._name_views()

    def _view_table(self, name: str, removals: int) -> None:
        table = self.manifest.tables.get(name)
        if self._tail and table and table.removals != removals:
            table = None
        position = table.position if table else 0
        if self._tail:
            last = load_changes(self._writer.con, name, position)
            select = changes_over(name, [self.root / table.file] if table else [], changed=last > position)
            self._versions[name] = f"{last}.{removals}"
        else:
            select = _file_or_empty(self.root, name, self.manifest)
            self._versions[name] = table.file if table else ""
        columns = ", ".join(column for column in schema.TABLES[name] if column != "id")
        self._writer.con.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM ({select})")  # noqa: S608

    def _name_views(self) -> None:
        con = self._writer.con
        for name, read in (("source", pull.sources), ("channel", pull.channels)):
            if self._tail:
                con.register("given", read())
                con.execute(f"CREATE TABLE {name} AS SELECT {cast(schema.TABLES[name])} FROM given")  # noqa: S608
                con.unregister("given")
            else:
                con.execute(f"CREATE VIEW {name} AS {_file_or_empty(self.root, name, self.manifest)}")

    @cached_property
    def _digests(self) -> dict[str, str]:
        found = {name: month.digest for name, month in self.manifest.months.items()}
        touched = self._stale | self._tail_months
        touched |= {name for name, month in self.manifest.months.items() if self._dead & set(month.sources)}
        con = self.connect()
        for name in touched:
            rows, content = con.execute(f"SELECT {schema.CONTENT} FROM ({self.select([name])})").fetchall()[0]  # noqa: S608
            found[name] = state.digest(rows, int(content))
            if not rows:
                del found[name]
        return dict(sorted(found.items()))


def _file_or_empty(root: Path, name: str, manifest: Manifest) -> str:
    if name not in manifest.tables:
        return schema.empty(schema.TABLES[name])
    return f"SELECT * FROM {schema.files([root / manifest.tables[name].file])}"  # noqa: S608


def _shorten() -> None:
    """Advance the lake first when its tail is long, or when it does not fit the settings."""
    present = state.load(settings.LAKE_ROOT)
    positions = pull.positions()
    if present is None or present.timezone != settings.TIME_ZONE:
        behind = positions["stream"]
        if present is not None:
            behind = LONGEST_TAIL + 1
    else:
        tables = present.tables
        behind = max(
            positions["stream"] - present.cursor,
            *(
                positions[sequence] - (tables[name].position if name in tables else 0)
                for name, sequence in pull.SEQUENCES.items()
            ),
        )
    if behind > LONGEST_TAIL:
        advance_lake()


def lake_status() -> tuple[int, int]:
    """How many numbers the files are behind the stream, and how many months they hold."""
    present = state.load(settings.LAKE_ROOT)
    written, months = (present.cursor, len(present.months)) if present else (0, 0)
    return latest("stream")["stream"] - written, months
