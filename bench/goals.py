"""Reading fifty key results with a guardrail each over a lake of a million activities, beside one question to it.

Ten goals of five key results: last values and sums, by week and month, of the whole community and of single channels.
Each is read, set against its line, forecast with the competition of methods, judged and stored. The lake is that of
`bench.metrics` (made once). The first reading finds nothing computed; before the second the last month is declared
changed, as every hour or after an import. Beside it: one question about the metrics of one goal, after such a change.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.__main__ import row

ROWS = int(os.environ.get("STEWARD_BENCH_GOALS_ROWS", "1000000"))
HOME = Path(os.environ.get("STEWARD_HOME", "var")).resolve() / "bench"
#: Metric, how it is read, target.
RESULTS = (
    ("weekly_active", "last", 5000.0), ("posts", "period", 90000.0), ("answered_in_a_day", "last", 0.9),
    ("new", "period", 4000.0), ("speakers", "last", 4000.0),
)  # fmt: skip
GOAL = 10.0
RESULTS_KEPT = HOME / "results-goals"


def run() -> Iterator[dict[str, Any]]:
    """The job's work, first and again, and one question beside it."""
    from bench.metrics import Changed, community

    folder = community(ROWS)
    scale = f"{ROWS / 1e6:g} million activities"
    with _database():
        from steward.stream.activity.public import Lake

        shutil.rmtree(RESULTS_KEPT, ignore_errors=True)
        asof = _end(folder)
        _reach(asof)
        _goals(asof)
        lake = Lake(folder, tail=False)
        with _store(lake):
            cold = _seconds(lambda: _refresh(asof))
        with _store(Changed(lake)):
            one = _seconds(lambda: _ask(asof))
        with _store(Changed(lake)):
            again = _seconds(lambda: _refresh(asof))
        yield row(f"goals: 50 key results, nothing computed before, {scale}", cold, "s")
        yield row(
            f"goals: 50 key results after a changed month, {scale}", again, "s", baseline=one,
            goal=f"under {GOAL:g} s", met=again < GOAL,
        )  # fmt: skip


def _ask(asof: date) -> None:
    """One question: the metrics of one goal over its days, by week."""
    from steward.people.access.public import SYSTEM
    from steward.stream.insights.enums import Grain
    from steward.stream.insights.public import measure

    keys = [key for key, _mode, _target in RESULTS]
    measure(SYSTEM, keys, since=asof - timedelta(days=60), until=asof, grain=Grain.WEEK)


def _refresh(asof: date) -> None:
    from steward.direction.goals.public import refresh_all

    done = refresh_all(asof=asof)
    assert (done.key_results, done.guardrails) == (50, 10), done


def _goals(asof: date) -> None:
    """Ten goals that began two months ago."""
    from steward.direction.goals.models import Goal, Guardrail, KeyResult
    from steward.foundation.kernel import clock

    now = clock.now()
    for number in range(1, 11):
        goal = Goal.objects.create(
            number=number, title=f"Goal {number}", kind="custom", first_day=asof - timedelta(days=60),
            last_day=asof + timedelta(days=31), state="active", made_at=now, activated_at=now,
        )  # fmt: skip
        # Half of them look at the whole community, the others at a channel of their own.
        channels = [number] if number > 5 else []
        for place, (metric, mode, target) in enumerate(RESULTS):
            KeyResult.objects.create(
                goal=goal, metric=metric, mode=mode, target=target, baseline=target / 2, channels=channels,
                position=place, grain="week",
            )  # fmt: skip
        Guardrail.objects.create(goal=goal, metric="unanswered_share", limit=0.3, channels=channels, grain="month")


def _reach(asof: date) -> None:
    """Forecasts ask the database from when to when there is anything."""
    from steward.people.access.public import SYSTEM
    from steward.stream.activity.public import ensure_source, ingest
    from steward.stream.activity.records import ActivityRecord, ChannelRecord

    source = ensure_source(actor=SYSTEM, key="b", name="b", service="slack", realm="b", timezone="")
    last = datetime.combine(asof - timedelta(days=1), datetime.min.time(), UTC)
    ends = (last - timedelta(days=3 * 365 - 2), last)
    made = [ActivityRecord(str(at), "post", at, "room") for at in ends]
    ingest(actor=SYSTEM, source=source, records=[ChannelRecord("room", "room"), *made])


@contextmanager
def _database() -> Iterator[None]:
    """An empty database in memory, with Steward's tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


@contextmanager
def _store(lake: Any) -> Iterator[None]:
    """Answer from the simulated lake; what was computed before is on disk."""
    from steward.stream.insights.engine.store import Store
    from steward.stream.insights.queries.stores import pin

    pin(Store(lake, RESULTS_KEPT))
    try:
        yield
    finally:
        pin(None)


def _end(folder: Path) -> date:
    """The day after the last one in the lake."""
    import duckdb

    (last,) = duckdb.sql(f"SELECT max(day) FROM read_parquet('{folder}/activity/**/*.parquet')").fetchall()[0]
    return date.fromisoformat(str(last)[:10]) + timedelta(days=1)


def _seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 3)
