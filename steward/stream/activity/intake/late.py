"""Parents that arrive after their answers, and the threads answers take from them."""

from collections.abc import Collection, Iterable

from django.db import connection

from steward.stream.activity.intake import store
from steward.stream.activity.intake.fold import Row
from steward.stream.activity.storage import engine

Parents = dict[str, tuple[int, int | None]]


def link(source: int, rows: Collection[Row], batch: dict[str, Row]) -> None:
    """Give rows of a batch their parents and, where they name no thread, their parents' threads.

    A parent may be in the batch (before or after its answer) or in the database; chains are followed to their end.
    """
    wanted = {row.parent_key for row in rows if row.parent_key and row.parent_key not in batch}
    stored = store.parents(source, wanted) if wanted else {}
    for row in rows:
        row.parent = None
        if not row.parent_key or row.parent_key == row.key:
            continue
        if parent := batch.get(row.parent_key):
            row.parent = parent.id
        else:
            row.parent = stored.get(row.parent_key, (None, None))[0]
    for row in rows:
        if row.thread is None and row.parent is not None:
            _inherit(row, batch, stored)


def _inherit(row: Row, batch: dict[str, Row], stored: Parents) -> None:
    chain, seen = [row], {row.key}
    thread = None
    while True:
        above = chain[-1].parent_key
        parent = batch.get(above)
        if parent is None:
            thread = stored.get(above, (None, None))[1]
            break
        if parent.thread is not None or not parent.parent_key or above in seen:
            thread = parent.thread
            break
        chain.append(parent)
        seen.add(above)
    if thread is not None:
        for member in chain:
            member.thread = thread


def adopt(source: int, fresh: Iterable[Row], gained: set[int]) -> set[int]:
    """Answers that waited for these new rows find them; threads run down to all answers below.

    `gained` are stored rows that have just got their first thread. Returns the ids of stored rows that changed.
    """
    parents = {row.key: row for row in fresh}
    changed: set[int] = set()
    if parents:
        waiting = _orphans(source, parents)
        rows = [(parents[key].id, parents[key].thread, pk) for pk, key in waiting if parents[key].id != pk]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {store.TABLE} SET parent_id = %s, thread_id = COALESCE(thread_id, %s) WHERE id = %s",  # noqa: S608
                rows,
            )
        changed |= {pk for _, _, pk in rows}
        gained = gained | {pk for _, thread, pk in rows if thread is not None}
    while gained:
        gained = _pass_down(gained)
        changed |= gained
    return changed


def _orphans(source: int, keys: Iterable[str]) -> list[tuple[int, str]]:
    db = engine()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, parent_key FROM {store.TABLE} WHERE source_id = %s AND parent_id IS NULL "  # noqa: S608
            f"AND NOT parent_key = '' AND {db.among('parent_key')}",
            [source, db.listed(keys)],
        )
        return [(pk, key) for pk, key in cursor.fetchall()]


def _pass_down(ids: Collection[int]) -> set[int]:
    """Answers without a thread take that of the row they answer; which did."""
    db = engine()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {store.TABLE} SET thread_id = "  # noqa: S608
            f"(SELECT above.thread_id FROM {store.TABLE} above WHERE above.id = {store.TABLE}.parent_id) "
            f"WHERE thread_id IS NULL AND {db.among('parent_id')} RETURNING id",
            [db.listed(ids)],
        )
        return {row[0] for row in cursor.fetchall()}


def answers(ids: Collection[int]) -> list[int]:
    """The ids of rows that answer these."""
    db = engine()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {store.TABLE} WHERE {db.among('parent_id')}", [db.listed(ids)])  # noqa: S608
        return [row[0] for row in cursor.fetchall()]
