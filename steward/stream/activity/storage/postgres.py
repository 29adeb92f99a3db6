"""PostgreSQL: COPY for new rows, arrays for lists."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection


def reserve(table: str, count: int) -> Sequence[int]:
    """Ids from the table's sequence; others may take ids in between."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(ids) FROM CAST(pg_get_serial_sequence(%s, 'id') AS regclass) ids, generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the rows by COPY."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def moment(value: datetime) -> datetime:
    """As it is."""
    return value


def parsed(value: datetime) -> datetime:
    """As it is: the connection speaks UTC."""
    return value


def among(column: str) -> str:
    """Takes one array."""
    return f"{column} = ANY(%s)"


def listed(values: Iterable[int] | Iterable[str]) -> list[Any]:
    """An array."""
    return list(values)
