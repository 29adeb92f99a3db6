"""Reading and writing activity rows in batches."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection

from steward.foundation.journal.public import allocate
from steward.stream.activity.intake.fold import Row
from steward.stream.activity.storage import engine

TABLE = "activity_activity"
_STATE = (
    "key", "kind", "form", "occurred_at", "channel_id", "identity_id", "thread_id", "parent_key", "title", "body",
    "markup", "url", "reactions", "views", "edited_at", "deleted_at", "edits", "parent_id", "id",
)  # fmt: skip
_NEW = (*_STATE, "seq", "source_id", "language", "exercise")
_CHANGEABLE = _STATE[1:-1]
_VALUES = attrgetter(*Row.__slots__)
_OCCURRED, _EDITED, _DELETED = _STATE.index("occurred_at"), _STATE.index("edited_at"), _STATE.index("deleted_at")


def load(source: int, keys: Iterable[str]) -> dict[str, Row]:
    """The stored rows that have these keys."""
    db = engine()
    parsed = db.parsed
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(_STATE)} FROM {TABLE} WHERE source_id = %s AND {db.among('key')}",  # noqa: S608
            [source, db.listed(keys)],
        )
        for values in cursor.fetchall():
            row = Row(*values)
            row.occurred_at = parsed(values[_OCCURRED])
            row.edited_at = parsed(values[_EDITED]) if values[_EDITED] else None
            row.deleted_at = parsed(values[_DELETED]) if values[_DELETED] else None
            found[row.key] = row
    return found


def parents(source: int, keys: Iterable[str]) -> dict[str, tuple[int, int | None]]:
    """Key → (id, thread) of the stored rows that have these keys."""
    db = engine()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key, id, thread_id FROM {TABLE} WHERE source_id = %s AND {db.among('key')}",  # noqa: S608
            [source, db.listed(keys)],
        )
        return {key: (pk, thread) for key, pk, thread in cursor.fetchall()}


def _stored(row: Row, moment: Any) -> list[Any]:
    values = list(_VALUES(row))
    values[_OCCURRED] = moment(row.occurred_at)
    if row.edited_at is not None:
        values[_EDITED] = moment(row.edited_at)
    if row.deleted_at is not None:
        values[_DELETED] = moment(row.deleted_at)
    return values


def add(source: int, rows: Sequence[Row], exercise: str) -> None:
    """Write new rows (their ids are chosen already). Takes their numbers in the stream."""
    if not rows:
        return
    db = engine()
    moment = db.moment
    seq = allocate("stream", len(rows))
    values = ((*_stored(row, moment), seq + n, source, "", exercise) for n, row in enumerate(rows))
    db.insert(TABLE, _NEW, values)


def change(rows: Sequence[Row]) -> None:
    """Write changed rows. Takes new numbers in the stream."""
    if not rows:
        return
    moment = engine().moment
    seq = allocate("stream", len(rows))
    sets = ", ".join(f"{column} = %s" for column in (*_CHANGEABLE, "seq"))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {TABLE} SET {sets} WHERE id = %s",  # noqa: S608
            [(*_stored(row, moment)[1:-1], seq + n, row.id) for n, row in enumerate(rows)],
        )


def restamp(ids: Iterable[int]) -> int:
    """Give rows new numbers because something outside `change` changed them; how many rows."""
    unique = sorted(set(ids))
    if unique:
        seq = allocate("stream", len(unique))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {TABLE} SET seq = %s WHERE id = %s",  # noqa: S608
                [(seq + n, pk) for n, pk in enumerate(unique)],
            )
    return len(unique)
