"""SQLite: prepared `executemany`, lists as JSON. One writer at a time, so ids may be chosen before they are used."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from django.db import connection


def reserve(table: str, count: int) -> Sequence[int]:
    """The next `count` ids; writing them raises the table's counter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    first = int(row[0]) + 1 if row else 1
    return range(first, first + count)


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the rows."""
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        # The driver takes any iterable; the stubs know only lists.
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", cast("Any", rows))  # noqa: S608


def moment(value: datetime) -> str:
    """Django's own text form, `2024-05-01 08:00:00[.ffffff]` in UTC."""
    if value.utcoffset():
        value = value.astimezone(UTC)
    return str(value)[:-6]


def parsed(value: str | datetime) -> datetime:
    """The time a column holds; the driver has parsed plain columns already, but not expressions."""
    return (datetime.fromisoformat(value) if isinstance(value, str) else value).replace(tzinfo=UTC)


def among(column: str) -> str:
    """Takes one JSON array."""
    return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608


def listed(values: Iterable[int] | Iterable[str]) -> str:
    """A JSON array."""
    return json.dumps(list(values))
