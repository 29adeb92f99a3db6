"""Table metrics: rows with names for their columns."""

from collections import Counter
from datetime import date
from typing import Any

from steward.foundation.kernel.chance import wilson
from steward.stream.insights.engine.store import Store, first_day_of
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.registry import QUERIES

Table = tuple[dict[str, Any], ...]


def table(store: Store, metric: Metric, since: date, until: date, scope: Scope) -> Table:
    """The rows of a table metric over a period."""
    if metric.key == "hour_weekday":
        return _by_weekday(store, since, until, scope)
    rows = store.answer(QUERIES[metric.query], Window(since, until), scope)
    if metric.key == "retention":
        return _shares(rows)
    if metric.key == "by_channel":
        names = store.channels()
        return tuple({**names.get(row["channel"], {"name": "", "source": None}), **row} for row in rows)
    return tuple(rows)


def _by_weekday(store: Store, since: date, until: date, scope: Scope) -> Table:
    counts: Counter[tuple[int, int]] = Counter()
    for row in store.answer(QUERIES["heatmap"], Window(since, until, Grain.DAY), scope):
        counts[row["step"] % 7, row["hour"]] += row["n"]
    return tuple({"weekday": weekday, "hour": hour, "n": n} for (weekday, hour), n in sorted(counts.items()))


def _shares(rows: list[dict[str, Any]]) -> Table:
    """Each cohort's week as a date, its size, and the share that was active with its range of chance."""
    sizes = {row["cohort"]: row["members"] for row in rows if row["age"] == 0}
    told = []
    for row in rows:
        size = sizes[row["cohort"]]
        interval = wilson(row["members"], size)
        told.append(
            {
                "cohort": first_day_of(row["cohort"], Grain.WEEK),
                "age": row["age"],
                "members": row["members"],
                "size": size,
                "value": row["members"] / size,
                "low": interval.low if interval else None,
                "high": interval.high if interval else None,
            }
        )
    return tuple(told)
