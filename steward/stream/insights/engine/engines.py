"""Native drivers: each runs SQL and gives plain rows."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Protocol

from steward.stream.insights.engine.dialects import DUCKDB, POSTGRES, SPARK, Dialect
from steward.stream.insights.engine.given import Given
from steward.stream.insights.engine.scopes import conditions
from steward.stream.insights.engine.statements import statement
from steward.stream.insights.engine.views import RawViews
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.metrics.definition import Query, fingerprint

Row = dict[str, Any]


class Engine(Protocol):
    """What a driver offers. The lake's tables (`activity`, `identity`, `membership`, `channel`) are there already."""

    dialect: Dialect

    def rows(self, sql: str) -> list[Row]:
        """Run a query; whole numbers are `int`, others `float`."""

    def segment(self, members: tuple[int, ...]) -> str:
        """The name of a table with the column `member` holding exactly these."""


class DuckDB:
    """Over a connection of the lake."""

    dialect = DUCKDB

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._segments: set[str] = set()

    def rows(self, sql: str) -> list[Row]:
        """Run a query."""
        cursor = self.connection.execute(sql)
        return plain([column[0] for column in cursor.description], cursor.fetchall())

    def segment(self, members: tuple[int, ...]) -> str:
        """A temporary table, made once for the same members."""
        import numpy as np

        ids = np.array(members, dtype=np.int64)
        name = f"segment_{fingerprint(ids.tobytes())}"
        if name not in self._segments:
            self.connection.register("segment_members", {"member": ids})
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT member FROM segment_members")
            self.connection.unregister("segment_members")
            self._segments.add(name)
        return name


class Postgres:
    """Over a psycopg connection."""

    dialect = POSTGRES

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def rows(self, sql: str) -> list[Row]:
        """Run a query."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return plain([column.name for column in cursor.description], cursor.fetchall())

    def segment(self, members: tuple[int, ...]) -> str:
        """A temporary table."""
        name = f"segment_{fingerprint(members)}"
        with self.connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} (member BIGINT PRIMARY KEY)")
            cursor.execute(f"INSERT INTO {name} SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING", (list(members),))
        return name


class Spark:
    """Over a Spark session whose time zone is UTC."""

    dialect = SPARK

    def __init__(self, session: Any) -> None:
        self.session = session

    def rows(self, sql: str) -> list[Row]:
        """Run a query."""
        frame = self.session.sql(sql)
        return plain(frame.columns, [tuple(row) for row in frame.collect()])

    def segment(self, members: tuple[int, ...]) -> str:
        """A temporary view."""
        name = f"segment_{fingerprint(members)}"
        rows = [(member,) for member in members]
        self.session.createDataFrame(rows, "member BIGINT").createOrReplaceTempView(name)
        return name


def plain(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Row]:
    """Rows as dictionaries; decimals become whole numbers where they are whole."""
    return [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def raw(engine: Engine, query: Query, window: Window, scope: Scope, given: Given | None = None) -> list[Row]:
    """The answer computed from the activities themselves."""
    terms = (given or Given()).of(query)
    team = engine.segment(terms.team) if terms.team else ""
    views = RawViews(engine.dialect, window, conditions(scope, engine.segment), terms, team)
    return engine.rows(wrapped(views.prefix(query.tables), statement(engine.dialect.name, query.key)))


def wrapped(prefix: str, body: str) -> str:
    """A compiled query under the logical tables it reads."""
    return f"{prefix}\nSELECT * FROM (\n{body}) answer"
