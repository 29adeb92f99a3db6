"""Taking numbers of rows before they are written: posts quote and answer each other within one batch."""

from collections.abc import Sequence

from django.db import connection, transaction


def reserve(table: str, count: int) -> Sequence[int]:
    """`count` numbers nobody else will be given; those never used leave a gap, which does no harm."""
    if not count:
        return ()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(ids) FROM CAST(pg_get_serial_sequence(%s, 'id') AS regclass) ids, "
                "generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        row = cursor.fetchone()
        if row is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        last = int(row[0]) if row else count
    return range(last - count + 1, last + 1)
