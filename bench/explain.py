"""Why a number moved, over ten million activities: beside measuring the same number.

The lake is that of `bench.metrics`, made once. Explaining is what its page does: measure both weeks, find the band of
past and season (the weeks of closed months are kept by
the hourly job), take the difference apart by who × channel × kind × three segments of ten thousand members each. Both
sides ask for weeks nobody has asked for, in a store of their own whose rollups are there.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.__main__ import row
from bench.metrics import ROWS, _django, _store, best, community, period

KEYS = ("weekly_active", "posts", "unanswered_share", "members", "interaction_rate")
SEGMENTS = tuple((key, range(key, 10_000 * 3, 3)) for key in (1, 2, 3))


def run() -> Iterator[dict[str, Any]]:
    """Each metric's explanation beside its plain measure, and the whole explanation cold and asked again."""
    _django()
    folder = community(ROWS)
    scale = f"{ROWS / 1e6:g} million activities"
    store, lake = _store(folder, changed=False)
    store.warm()
    _keep_histories(store, period(lake)[1])
    until = _monday(period(lake)[1])
    for place, key in enumerate(KEYS):
        week = until - timedelta(days=7 * (2 * place + 1))
        plain = best(lambda key=key, week=week: _measured(folder, key, week), times=1)
        explained = best(lambda key=key, week=week: _explained(folder, key, week), times=1)
        yield row(
            f"explain: {key}, {scale}", explained, "ms", baseline=plain, goal="below 2,000 ms", met=explained < 2000
        )


def _keep_histories(store: Any, until: date) -> None:
    """What the hourly job does: the weeks of every metric, answered once."""
    from steward.stream.insights.engine.window import Scope
    from steward.stream.insights.enums import Grain
    from steward.stream.insights.metrics.registry import METRICS
    from steward.stream.insights.queries.points import Measuring

    measuring = Measuring(store, Scope(), until)
    for key in KEYS:
        measuring.series(METRICS[key], store.first_day or until, until, Grain.WEEK)
    store.save()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _measured(folder: Path, key: str, week: date) -> None:
    """The plain number over the week and over the one before."""
    from steward.stream.insights.engine.window import Scope
    from steward.stream.insights.metrics.registry import METRICS
    from steward.stream.insights.queries.points import Measuring

    store, _lake = _store(folder, changed=False)
    measuring = Measuring(store, Scope(), week + timedelta(days=365))
    for since in (week - timedelta(days=7), week):
        measuring.whole(METRICS[key], since, since + timedelta(days=7))


def _explained(folder: Path, key: str, week: date) -> None:
    """Everything but what the database is asked: names and deeds."""
    from steward.stream.insights.engine.window import Scope
    from steward.stream.insights.enums import Grain
    from steward.stream.insights.metrics.registry import METRICS
    from steward.stream.insights.queries.bands import bands_of
    from steward.stream.insights.queries.cells import SOURCES, cells
    from steward.stream.insights.queries.points import Measuring
    from steward.stream.insights.queries.spans import span
    from steward.stream.insights.queries.taken_apart import apart

    store, _lake = _store(folder, changed=False)
    metric, source, today = METRICS[key], SOURCES[key], week + timedelta(days=365)
    weeks = ((week - timedelta(days=7), week), (week, week + timedelta(days=7)))
    measuring = Measuring(store, Scope(), today)
    for days in weeks:
        measuring.whole(metric, *days)
    points = measuring.series(metric, store.first_day or week, weeks[1][1], Grain.WEEK)
    bands_of(metric, points, Grain.WEEK)
    spans = (span(metric, *weeks[0], today), span(metric, *weeks[1], today))
    found = cells(store, source, spans, Scope(), SEGMENTS)
    apart(found, found.whole(is_rate=source.is_rate))
