"""Table metrics: rows with names for their columns."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.kernel.chance import wilson
from steward.stream.insights.engine.store import first_day_of
from steward.stream.insights.engine.window import Window
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries import standing
from steward.stream.insights.queries.points import Measuring, honours

Table = tuple[dict[str, Any], ...]
Rows = list[dict[str, Any]]


def table(measuring: Measuring, metric: Metric, since: date, until: date) -> Table:
    """The rows of a table metric over a period."""
    window = Window(since, until)
    if metric.rows is not None:
        return tuple(metric.rows(window, measuring.scope)) if honours(metric, measuring.scope) else ()
    if metric.parts:
        return standing.health_parts(measuring, window)
    if metric.key == "hour_weekday":
        return _by_weekday(measuring, since, until)
    if metric.key == "topic_mix":
        return _mix(measuring, window)
    rows = measuring.rows(metric.query, window)
    shape = _SHAPES.get(metric.key)
    return shape(measuring, rows) if shape else tuple(rows)


def _by_weekday(measuring: Measuring, since: date, until: date) -> Table:
    counts: Counter[tuple[int, int]] = Counter()
    for row in measuring.rows("heatmap", Window(since, until, Grain.DAY)):
        counts[row["step"] % 7, row["hour"]] += row["n"]
    return tuple({"weekday": weekday, "hour": hour, "n": n} for (weekday, hour), n in sorted(counts.items()))


def _shares(_measuring: Measuring, rows: Rows) -> Table:
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


def _named(measuring: Measuring, rows: Rows) -> Table:
    names = measuring.store.channels()
    return tuple({**names.get(row["channel"], {"name": "", "source": None}), **row} for row in rows)


def _mix(measuring: Measuring, window: Window) -> Table:
    """Shares of channels in threads and activities, now and over the same number of days before."""
    now = measuring.rows("channels", window)
    was = {row["channel"]: row for row in measuring.rows("channels", Window(window.earlier, window.since))}
    totals = {name: sum(row[name] for row in now) for name in ("posts", "n")}
    before = {name: sum(row[name] for row in was.values()) for name in ("posts", "n")}
    told = [
        {
            "channel": row["channel"],
            "threads": row["posts"],
            "activities": row["n"],
            "thread_share": _share(row["posts"], totals["posts"]),
            "share": _share(row["n"], totals["n"]),
            "thread_share_before": _share(was.get(row["channel"], {}).get("posts", 0), before["posts"]),
            "share_before": _share(was.get(row["channel"], {}).get("n", 0), before["n"]),
        }
        for row in now
    ]
    return _named(measuring, told)


def _funnel(_measuring: Measuring, rows: Rows) -> Table:
    """The stages with their counts and the shares that came so far."""
    names = {
        "joined": _("Joined"), "began": _("Did something"), "activated": _("Activated"), "back": _("Came back later"),
    }  # fmt: skip
    row = next((row for row in rows if row["step"] == 0), dict.fromkeys(names, 0))
    before, told = row["joined"], []
    for stage, name in names.items():
        told.append(
            {
                "stage": stage,
                "name": name,
                "members": row[stage],
                "of_before": _share(row[stage], before),
                "of_joined": _share(row[stage], row["joined"]),
            }
        )
        before = row[stage]
    return tuple(told)


def _speakers(_measuring: Measuring, rows: Rows) -> Table:
    return tuple({"member": row["member"], "n": row["n"], "share": _share(row["n"], row["total"])} for row in rows)


def _mates(measuring: Measuring, rows: Rows) -> Table:
    """Team mates and channels with the shares that came in time."""
    told = [
        {
            "member": row["member"],
            "channel": row["channel"],
            "threads": row["threads"],
            "median": row["median"],
            "quick_share": _share(row["quick"], row["threads"]),
            "share": _share(row["within"], row["threads"]),
        }
        for row in rows
    ]
    return _named(measuring, told)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


_SHAPES: dict[str, Callable[[Measuring, Rows], Table]] = {
    "retention": _shares,
    "by_channel": _named,
    "funnel": _funnel,
    "top_speakers": _speakers,
    "team_replies": _mates,
    "flows": standing.flows,
    "rfm": standing.rfm,
    "levels": standing.levels,
}
