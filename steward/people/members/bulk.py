"""Many rows in few statements, on SQLite and PostgreSQL alike, where the ORM would be the slowest part of an import."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models

T = TypeVar("T")

#: Values in one `IN (…)`: well below SQLite's limit of 32,766 variables.
CHUNK = 5000


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Ids for `count` new rows, so that rows pointing at each other can be written without reading ids back.

    Needs a transaction. SQLite has one writer at a time, and raises its own counter when a given id is inserted.
    """
    table = model._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        start = int(row[0]) + 1 if row else 1
        return list(range(start, start + count))


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, ignore: bool = False
) -> None:
    """Write the rows. `ignore` leaves out those that break a unique constraint."""
    if not rows:
        return
    table = model._meta.db_table  # noqa: SLF001
    marks = ", ".join(["%s"] * len(columns))
    tail = " ON CONFLICT DO NOTHING" if ignore else ""
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}){tail}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def update(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Set the columns of many rows; the last value of each given row is its id."""
    if not rows:
        return
    table = model._meta.db_table  # noqa: SLF001
    sets = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE id = %s", rows)  # noqa: S608


def distinct(model: type[models.Model], column: str) -> list[str]:
    """The different values of an indexed text column, in order, by jumping from one to the next.

    Reads as many index entries as there are values, where `SELECT DISTINCT` reads every row.
    """
    table = model._meta.db_table  # noqa: SLF001
    sql = (
        f"WITH RECURSIVE jump(value) AS (SELECT min({column}) FROM {table} UNION ALL "  # noqa: S608
        f"SELECT (SELECT min({column}) FROM {table} WHERE {column} > jump.value) FROM jump "
        "WHERE jump.value IS NOT NULL) "
        "SELECT value FROM jump WHERE value IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def moment(value: datetime | None) -> Any:
    """A time as this database takes it in raw SQL."""
    return None if value is None else connection.ops.adapt_datetimefield_value(value)


def packed(value: Any) -> str:
    """A JSON column's value for raw SQL."""
    return json.dumps(value, ensure_ascii=False)
