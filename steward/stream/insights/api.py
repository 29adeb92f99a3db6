"""Metrics over JSON."""

from datetime import date, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.api import answers
from steward.people.access.public import allowed, viewer_in
from steward.stream.insights.public import Grain, Metric, Scope, catalogue, measure, today

router = Router(tags=["metrics"])
Ids = Annotated[int | None, Query(ge=0, le=2**63 - 1)]
#: Days that can be asked for, and how many at once: ten years in daily steps.
FIRST, LAST, MOST_DAYS = date(1990, 1, 1), date(2200, 1, 1), 3_660


class MetricOut(Schema):
    """What is counted, how, and where the definition comes from."""

    key: str
    name: str
    definition: str
    source: str
    source_url: str
    unit: str
    direction: str
    grains: list[str]
    dimensions: list[str]


class Metrics(Schema):
    """All metrics."""

    items: list[MetricOut]


class PointOut(Schema):
    """The value of one step; days are the community's, `ends` is not included. Null values are unknown, never 0."""

    starts: date
    ends: date
    value: float | None
    numerator: float | None
    denominator: float | None
    interval: list[float] | None
    incomplete: bool
    settling: bool


class AnswerOut(Schema):
    """A metric over a period: a value with its steps or, for a table, `rows`."""

    key: str
    name: str
    unit: str
    since: date
    until: date
    version: str
    grain: str = ""
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    interval: list[float] | None = None
    incomplete: bool = False
    settling: bool = False
    series: list[PointOut] = Field(default_factory=list)
    rows: list[dict[str, Any]] = Field(default_factory=list)


@router.get("/metrics", response=answers(Metrics), summary="List metrics")
def list_metrics(request: HttpRequest) -> dict[str, object]:
    """Every metric with its definition, in the language asked for with `Accept-Language` (en, zh-hans)."""
    require(allowed(viewer_in(request), "insights.view"))
    return {"items": [_described(metric) for metric in catalogue()]}


@router.get("/metrics/{key}", response=answers(AnswerOut), summary="Measure")
def read_metric(  # noqa: PLR0913, PLR0917, RUF100 — each is a parameter of the address
    request: HttpRequest,
    key: str,
    since: date | None = None,
    until: date | None = None,
    source: Ids = None,
    channel: Ids = None,
    grain: Grain | None = None,
) -> dict[str, object]:
    """One metric from `since` to the day before `until`; without them, over the last 28 whole days."""
    until = until or (since + timedelta(days=28) if since and since < LAST else today())
    since = since or (until - timedelta(days=28) if until > FIRST else until)
    _possible(since, until)
    scope = Scope(sources=(source,) if source is not None else (), channels=(channel,) if channel is not None else ())
    answer = measure(viewer_in(request), [key], since=since, until=until, scope=scope, grain=grain)[key]
    return {"key": key} | answer.as_json()


def _possible(since: date, until: date) -> None:
    if not FIRST <= since <= LAST:
        raise Invalid({"since": _("Choose days between 1990 and 2200.")})
    if not FIRST <= until <= LAST:
        raise Invalid({"until": _("Choose days between 1990 and 2200.")})
    if (until - since).days > MOST_DAYS:
        raise Invalid({"until": _("Choose at most ten years at once.")})


def _described(metric: Metric) -> dict[str, object]:
    return {
        "key": metric.key, "name": metric.name, "definition": metric.definition, "source": metric.source.name,
        "source_url": metric.source.url, "unit": metric.unit.value, "direction": metric.direction.value,
        "grains": [grain.value for grain in metric.grains], "dimensions": list(metric.dimensions),
    }  # fmt: skip
