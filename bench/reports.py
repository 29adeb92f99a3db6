"""Writing one weekly report over a million activities, beside measuring the same overview for one visit to its page.

The lake is that of `bench.metrics`, made once. A report is written in both languages with every chapter that other
rooms add: numbers, what moved beyond its noise and why, moves of the past. First with nothing computed before, then
again for the week before, as on any Monday: closed months are on disk, the week is new. Processor time of all threads.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import process_time
from typing import Any

from bench.__main__ import row
from bench.goals import HOME, ROWS, _database, _end, _reach

GOAL = 10.0
RESULTS = HOME / "results-reports"


def run() -> Iterator[dict[str, Any]]:
    """The first report of all, that of a usual week in either house style, and the overview of such a week."""
    from bench.metrics import community

    folder = community(ROWS)
    scale = f"{ROWS / 1e6:g} million activities"
    shutil.rmtree(RESULTS, ignore_errors=True)
    with _database():
        from steward.people.access.public import SYSTEM
        from steward.stream.activity.public import Lake
        from steward.stream.insights.engine.store import Store
        from steward.stream.insights.public import overview
        from steward.stream.insights.queries.stores import pin

        end = _end(folder)
        _reach(end)
        lake, monday = Lake(folder, tail=False), end - timedelta(days=end.weekday())
        week = timedelta(days=7)

        def taken(act: Callable[[], object]) -> float:
            pin(Store(lake, RESULTS))  # of what was computed before, only what is on disk
            start = process_time()
            act()
            return process_time() - start

        try:
            first = taken(lambda: _write("week", monday - week, monday))
            page = taken(lambda: overview(SYSTEM, since=monday - 3 * week, until=monday - 2 * week))
            usual = taken(lambda: _write("week", monday - 2 * week, monday - week))
        finally:
            pin(None)
    yield row(f"reports: a weekly report, nothing computed before, {scale}", first, "s")
    yield row(
        f"reports: a weekly report, {scale}", usual, "s", baseline=page, goal=f"under {GOAL:g} s", met=usual < GOAL
    )


def _write(period: str, since: Any, until: Any) -> None:
    from steward.direction.reports.public import write_report
    from steward.people.access.public import SYSTEM

    report = write_report(actor=SYSTEM, period=period, since=since, until=until)
    assert report is not None
    assert report.state != "skipped"
