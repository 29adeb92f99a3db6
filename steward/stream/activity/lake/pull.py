"""Reading from the database what the lake does not have yet, as columns."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from steward.foundation.journal.public import latest
from steward.people.members.public import erased_identities_since, identity_rows
from steward.stream.activity.models import Channel, Source

Columns = dict[str, NDArray[Any]]

_RAW = {
    "id": "a.id",
    "seq": "a.seq",
    "utc": "",
    "source": "a.source_id",
    "channel": "a.channel_id",
    "kind": "a.kind",
    "form": "a.form",
    "identity": "COALESCE(a.identity_id, 0)",
    "thread": "COALESCE(a.thread_id, 0)",
    "parent": "COALESCE(a.parent_id, 0)",
    "parent_identity": "COALESCE(p.identity_id, 0)",
    "reactions": "a.reactions",
    "edits": "a.edits",
    "gone": "CASE WHEN a.deleted_at IS NULL AND a.exercise = '' THEN 0 ELSE 1 END",
}
_TEXT = {"utc", "kind", "form", "joined_at", "joined_by", "left_at", "left_by", "key", "name", "service"}


class Page(NamedTuple):
    """Columns of changed rows, in the order of their numbers."""

    columns: Columns
    rows: int
    last: int  # number of the last row


def columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Columns:
    """Rows as arrays: whole numbers as int64 (NULL must have become 0), text as objects."""
    turned = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return {
        name: np.array(values, dtype=object if name in _TEXT else np.int64)
        for name, values in zip(names, turned, strict=True)
    }


def _time(column: str) -> str:
    """SQL for a time as UTC text that DuckDB can cast."""
    if connection.vendor == "postgresql":
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"CAST({column} AS TEXT)"


def stream(after: int, limit: int) -> Page:
    """At most `limit` rows of the stream that changed after this number, tombstones and exercises marked `gone`."""
    selected = ", ".join(_time("a.occurred_at") if name == "utc" else sql for name, sql in _RAW.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {selected} FROM activity_activity a "  # noqa: S608
            "LEFT JOIN activity_activity p ON p.id = a.parent_id WHERE a.seq > %s ORDER BY a.seq LIMIT %s",
            [after, limit],
        )
        rows = cursor.fetchall()
    return Page(columns(list(_RAW), rows), len(rows), rows[-1][1] if rows else after)


def identities(after: int, limit: int) -> Page:
    """Identities that changed or were erased after this number; erased ones marked `gone`."""
    changed = [(row.seq, row.id, row.member_id, row.is_bot, row.is_team, row.do_not_profile, 0)
               for row in identity_rows(after, limit)]  # fmt: skip
    erased = [(row.seq, row.id, 0, 0, 0, 0, 1) for row in erased_identities_since(after, limit)]
    both = sorted(changed + erased)[:limit]
    names = ("seq", "identity", "member", "is_bot", "is_team", "do_not_profile", "gone")
    return Page(columns(names, both), len(both), both[-1][0] if both else after)


def memberships(after: int, limit: int) -> Page:
    """Memberships that changed after this number."""
    names = ("seq", "id", "channel", "identity", "joined_at", "joined_by", "inviter", "left_at", "left_by", "gone")
    sql = (
        f"SELECT seq, id, channel_id, identity_id, {_time('joined_at')}, joined_by, COALESCE(inviter_id, 0), "  # noqa: S608
        f"{_time('left_at')}, left_by, 0 FROM activity_membership WHERE seq > %s ORDER BY seq LIMIT %s"
    )
    return _select(names, sql, after, limit)


def threads(after: int, limit: int) -> Page:
    """Threads that changed after this number."""
    names = ("seq", "thread", "source", "channel", "is_question", "accepted", "gone")
    sql = (
        "SELECT seq, id, source_id, channel_id, CASE WHEN is_question THEN 1 ELSE 0 END, "
        "CASE WHEN accepted_id = '' THEN 0 ELSE 1 END, 0 FROM activity_thread WHERE seq > %s ORDER BY seq LIMIT %s"
    )
    return _select(names, sql, after, limit)


def _select(names: Sequence[str], sql: str, after: int, limit: int) -> Page:
    with connection.cursor() as cursor:
        cursor.execute(sql, [after, limit])
        rows = cursor.fetchall()
    return Page(columns(names, rows), len(rows), rows[-1][0] if rows else after)


#: Tables that are kept as files: name → what changed after a number.
FOLLOWED: dict[str, Callable[[int, int], Page]] = {
    "identity": identities, "membership": memberships, "thread": threads,
}  # fmt: skip
#: The sequence each follows, and the one that counts removals which leave no row behind.
SEQUENCES = {"identity": "identities", "membership": "memberships", "thread": "threads"}
REMOVALS = {"identity": "", "membership": "memberships.removed", "thread": "threads.removed"}


def positions() -> dict[str, int]:
    """Where all sequences stand that the lake follows."""
    return latest("stream", *SEQUENCES.values(), *(name for name in REMOVALS.values() if name))


def sources() -> Columns:
    """The sources that are there now."""
    rows = list(Source.objects.order_by("pk").values_list("pk", "key", "name", "service"))
    return columns(("source", "key", "name", "service"), rows)


def channels() -> Columns:
    """The channels that are there now."""
    fields = ("pk", "source_id", "key", "name", "kind", "private")
    rows = list(Channel.objects.order_by("pk").values_list(*fields))
    found = columns(("channel", "source", "key", "name", "private"), [(*row[:4], row[5]) for row in rows])
    return found | {"kind": np.array([row[4] for row in rows], dtype=object)}
