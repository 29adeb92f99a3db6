"""Every metric and every query, by key."""

from steward.foundation.kernel.registry import items
from steward.stream.insights.errors import UnknownMetric
from steward.stream.insights.metrics import (
    activity,
    answers,
    contributors,
    effects,
    explaining,
    growth,
    health,
    levels,
    newcomers,
    rollups,
    speaking,
    standing,
    team,
    volume,
)
from steward.stream.insights.metrics.definition import Metric, Query

_MODULES = (
    growth, newcomers, standing, levels, health, activity, volume, answers, contributors, speaking, team, effects,
    explaining,
)  # fmt: skip

METRICS: dict[str, Metric] = {metric.key: metric for module in _MODULES for metric in module.METRICS}
QUERIES: dict[str, Query] = {query.key: query for module in _MODULES for query in module.QUERIES}
ROLLUPS: dict[str, Query] = {query.key: query for query in rollups.ROLLUPS}


def known() -> dict[str, Metric]:
    """Every metric: those of the lake, then those other rooms count."""
    return METRICS | {one.metric.key: one.measured for one in items("metrics")}


def metric(key: str) -> Metric:
    """The metric of this key; raises `UnknownMetric`."""
    try:
        return known()[key]
    except KeyError:
        raise UnknownMetric(key) from None


def depending_on(group: str) -> tuple[str, ...]:
    """Keys of the metrics whose values depend on a group of parameters."""
    return tuple(key for key, one in known().items() if group in one.groups)
