"""Every metric and every query, by key."""

from steward.stream.insights.errors import UnknownMetric
from steward.stream.insights.metrics import activity, answers, contributors, growth, rollups, volume
from steward.stream.insights.metrics.definition import Metric, Query

_MODULES = (growth, activity, volume, answers, contributors)

METRICS: dict[str, Metric] = {metric.key: metric for module in _MODULES for metric in module.METRICS}
QUERIES: dict[str, Query] = {query.key: query for module in _MODULES for query in module.QUERIES}
ROLLUPS: dict[str, Query] = {query.key: query for query in rollups.ROLLUPS}


def metric(key: str) -> Metric:
    """The metric of this key; raises `UnknownMetric`."""
    try:
        return METRICS[key]
    except KeyError:
        raise UnknownMetric(key) from None
