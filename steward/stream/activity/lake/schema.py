"""What stands in the files, and how a DuckDB connection for them is set up."""

from pathlib import Path
from typing import Any

import duckdb

#: Columns of `activity`, in their order in the files.
ACTIVITY = {
    "id": "BIGINT",
    "occurred_at": "TIMESTAMP",
    "day": "DATE",
    "hour": "TINYINT",
    "source": "INTEGER",
    "channel": "INTEGER",
    "kind": "VARCHAR",
    "form": "VARCHAR",
    "identity": "BIGINT",
    "thread": "BIGINT",
    "parent": "BIGINT",
    "parent_identity": "BIGINT",
    "reactions": "INTEGER",
    "edits": "INTEGER",
}
#: Columns of the smaller tables; the first is the key by which a changed row takes the place of the old one.
TABLES = {
    "identity": {
        "identity": "BIGINT", "member": "BIGINT", "is_bot": "BOOLEAN", "is_team": "BOOLEAN",
        "do_not_profile": "BOOLEAN",
    },
    "membership": {
        "id": "BIGINT", "channel": "INTEGER", "identity": "BIGINT", "joined_at": "TIMESTAMP", "joined_by": "VARCHAR",
        "inviter": "BIGINT", "left_at": "TIMESTAMP", "left_by": "VARCHAR",
    },
    "thread": {
        "thread": "BIGINT", "source": "INTEGER", "channel": "INTEGER", "is_question": "BOOLEAN", "accepted": "BOOLEAN",
    },
    "channel": {
        "channel": "INTEGER", "source": "INTEGER", "key": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR",
        "private": "BOOLEAN",
    },
    "source": {"source": "INTEGER", "key": "VARCHAR", "name": "VARCHAR", "service": "VARCHAR"},
}  # fmt: skip
#: Columns in which 0 stands for "none" on the way from the database or from arrays.
NULLABLE = ("identity", "thread", "parent", "parent_identity")

COLUMNS = ", ".join(ACTIVITY)
MONTH = "strftime(day, '%Y-%m')"
#: Equal contents have equal sums, in whatever order and in however many files the rows lie.
CONTENT = f"count(*), coalesce(sum(hash({COLUMNS})), 0)"

MEMORY = "768MB"


def connection(scratch: Path) -> duckdb.DuckDBPyConnection:
    """An in-memory database that spills into `scratch`, speaks UTC and never reaches for the network."""
    con = duckdb.connect(":memory:")
    con.execute("SET threads = 2")
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET parquet_metadata_cache = true")
    con.execute(f"SET temp_directory = {quoted(scratch)}")
    return con


def quoted(value: object) -> str:
    """The value as a text literal of SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def files(paths: list[Path]) -> str:
    """SQL for the rows of these Parquet files."""
    return f"read_parquet([{', '.join(quoted(path) for path in paths)}])"


def empty(columns: dict[str, str]) -> str:
    """SQL for no rows of these columns."""
    return "SELECT " + ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in columns.items()) + " WHERE false"


def derived(timezone: str) -> str:
    """SQL that turns raw columns (`utc`: as text or TIMESTAMP) into those of `activity`."""
    local = f"timezone({quoted(timezone)}, timezone('UTC', CAST(utc AS TIMESTAMP)))"
    sources: dict[str, Any] = {
        "occurred_at": "CAST(utc AS TIMESTAMP)",
        "day": f"CAST({local} AS DATE)",
        "hour": f"CAST(hour({local}) AS TINYINT)",
    }
    sources |= {name: f"CAST(NULLIF({name}, 0) AS BIGINT)" for name in NULLABLE}
    return ", ".join(f"{sources.get(name, f'CAST({name} AS {kind})')} AS {name}" for name, kind in ACTIVITY.items())
