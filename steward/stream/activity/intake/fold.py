"""What a second record of the same activity does to the first. Pure, so that any split into batches gives one result.

The rules:
- The record given last wins, unless the stored row is known to be newer: an older or absent `edited_at` never
  overwrites a row that carries one.
- `edits` counts changes of the words (title, body, form, markup, address, kind) or of `edited_at`; a changed count of
  reactions, a corrected author or a move to another thread changes the row without being an edit. A record without
  a thread leaves the thread as it is.
- A removal always wins and takes the words with it. A removed row comes back only through a record whose `edited_at`
  is later than the removal: an older export that still has the words does not bring them back.
"""

from dataclasses import dataclass
from datetime import datetime

#: What a change of which is an edit.
_WORDS = ("kind", "form", "title", "body", "markup", "url")
_REST = ("channel", "occurred_at", "identity", "parent_key", "reactions", "views")


@dataclass(slots=True)
class Row:
    """An activity as the database has it or will have it; `id` is 0 until it has one."""

    key: str
    kind: str
    form: str
    occurred_at: datetime
    channel: int
    identity: int | None
    thread: int | None
    parent_key: str
    title: str
    body: str
    markup: str
    url: str
    reactions: int
    views: int
    edited_at: datetime | None
    deleted_at: datetime | None
    edits: int
    parent: int | None = None
    id: int = 0


def fold(row: Row, new: Row) -> bool:
    """Put a newer record into the row; whether anything changed."""
    if row.deleted_at is not None and (
        new.deleted_at is not None or new.edited_at is None or new.edited_at <= row.deleted_at
    ):
        return False
    if new.deleted_at is not None:
        row.title = row.body = row.url = ""
        row.deleted_at = new.deleted_at
        return True
    if row.edited_at is not None and (new.edited_at is None or new.edited_at < row.edited_at):
        return False
    return _overwrite(row, new)


def _overwrite(row: Row, new: Row) -> bool:
    edited = row.edited_at != new.edited_at or any(getattr(row, name) != getattr(new, name) for name in _WORDS)
    moved = new.thread is not None and new.thread != row.thread
    if not edited and not moved and all(getattr(row, name) == getattr(new, name) for name in _REST):
        return False
    for name in (*_WORDS, *_REST):
        setattr(row, name, getattr(new, name))
    if moved:
        row.thread = new.thread
    row.edits += edited
    row.edited_at = new.edited_at
    row.deleted_at = None
    return True
