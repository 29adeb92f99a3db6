"""Metrics over JSON."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.api import Problem, answers
from steward.people.access.public import allowed, viewer_in
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import (
    Metric,
    Scope,
    catalogue,
    change_definition,
    definition_versions,
    explain,
    forecast,
    measure,
    moves,
    today,
)

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
    about: str
    definitions: list[str]


class MetricDefinitionOut(Schema):
    """A version of the parameters a metric depends on; number 1 is what Steward comes with."""

    group: str
    number: int
    values: dict[str, float]
    reason: str
    since: datetime | None
    by: str
    current: bool


class MetricDefinitions(Schema):
    """Versions, the newest first."""

    items: list[MetricDefinitionOut]


class MetricDefinitionIn(Schema):
    """The parameters that change, and why."""

    values: dict[str, float]
    reason: str


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
    withheld: str = ""
    series: list[PointOut] = Field(default_factory=list)
    rows: list[dict[str, Any]] = Field(default_factory=list)


class MetricRivalOut(Schema):
    """A way of forecasting that competed; its error is the MASE of its back-test."""

    name: str
    error: float | None


class MetricForecastOut(Schema):
    """Steps to come with their 95 % (`interval`) and 80 % (`likely`) ranges; without steps, `note` says why."""

    key: str
    name: str
    unit: str
    grain: str
    version: str
    method: str
    method_name: str
    error: float | None
    against_naive: float | None
    seasons: float
    note: str
    points: list[PointOut]
    likely: list[list[float]]
    history: list[PointOut]
    rivals: list[MetricRivalOut]


class MetricPartOut(Schema):
    """One part of a difference; contributions of a dimension add up to it. `keys` are ids, null for none."""

    label: str
    before: float | None
    now: float | None
    contribution: float
    share_of_change: float | None
    mix: float
    rate: float
    explains: bool
    pooled: bool
    keys: dict[str, Any]


class MetricDeedOut(Schema):
    """Something the team did, told as one line."""

    at: datetime
    text: str
    url: str
    weight: float


class MetricExplanationOut(Schema):
    """Why a metric moved. `expected` is the range past and season allowed for; `whole` says why there are no parts."""

    key: str
    name: str
    since: date
    until: date
    earlier: list[date]
    now: PointOut
    before: PointOut
    expected: list[float] | None
    beyond_noise: bool
    difference: float | None
    unexplained: bool
    sentences: list[str]
    whole: str
    parts: dict[str, list[MetricPartOut]]
    cross: list[MetricPartOut]
    deeds: list[MetricDeedOut]


class MetricMoveOut(Schema):
    """A step beyond its noise; `good` is null where neither way is better."""

    starts: date
    ends: date
    value: float
    expected: list[float]
    difference: float
    good: bool | None


class MetricMoves(Schema):
    """Steps beyond their noise, strongest first."""

    items: list[MetricMoveOut]


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
    definition: int | None = None,
) -> dict[str, object]:
    """One metric from `since` to the day before `until`; without them, over the last 28 whole days.

    `definition` asks with an earlier version of its own parameters.
    """
    until = until or (since + timedelta(days=28) if since and since < LAST else today())
    since = since or (until - timedelta(days=28) if until > FIRST else until)
    _possible(since, until)
    scope = _scope(source, channel)
    asked = {"since": since, "until": until, "scope": scope, "grain": grain, "definition": definition}
    answer = measure(viewer_in(request), [key], **asked)[key]  # type: ignore[arg-type]
    return {"key": key} | answer.as_json()


@router.get("/metrics/{key}/definitions", response=answers(MetricDefinitions), summary="List a metric's definitions")
def list_definitions(request: HttpRequest, key: str) -> dict[str, object]:
    """Versions of a metric's own parameters, or of a group of them by its key; none where there are none."""
    require(allowed(viewer_in(request), "insights.view"))
    return {"items": [asdict(one) for one in definition_versions(key)]}


@router.post(
    "/metrics/{key}/definitions",
    response=answers(MetricDefinitionOut, 201) | {409: Problem},
    summary="Change a metric's definition",
)
def add_definition(request: HttpRequest, key: str, given: MetricDefinitionIn) -> tuple[int, dict[str, object]]:
    """The next version: history is counted anew with it, earlier ones can still be asked for."""
    made = change_definition(actor=viewer_in(request), key=key, values=given.values, reason=given.reason)
    return 201, asdict(made)


@router.get("/metrics/{key}/forecast", response=answers(MetricForecastOut), summary="Forecast")
def read_forecast(  # noqa: PLR0913, PLR0917, RUF100 — each is a parameter of the address
    request: HttpRequest,
    key: str,
    until: date | None = None,
    asof: date | None = None,
    source: Ids = None,
    channel: Ids = None,
    grain: Grain | None = None,
) -> dict[str, object]:
    """The steps to come up to the one that holds `until` (13 weeks ahead), from what was over on `asof` (today)."""
    asof = asof or today()
    _possible(asof, asof)
    until = until or asof + timedelta(days=90)
    _possible(until, until)
    found = forecast(viewer_in(request), key, scope=_scope(source, channel), grain=grain, until=until, asof=asof)
    return {"key": key} | found.as_json()


def _scope(source: int | None, channel: int | None) -> Scope:
    return Scope(sources=(source,) if source is not None else (), channels=(channel,) if channel is not None else ())


@router.get("/metrics/{key}/explanation", response=answers(MetricExplanationOut), summary="Explain a change")
def read_explanation(  # noqa: PLR0913, PLR0917, RUF100 — each is a parameter of the address
    request: HttpRequest,
    key: str,
    since: date,
    until: date,
    before_since: date | None = None,
    before_until: date | None = None,
    source: Ids = None,
    channel: Ids = None,
) -> dict[str, object]:
    """Why a metric moved to the days from `since` to the one before `until`; without `before_…`, from those before."""
    earlier = (before_since, before_until) if before_since and before_until else None
    for days in ((since, until), *((earlier,) if earlier else ())):
        _possible(*days)
    scope = Scope(sources=(source,) if source is not None else (), channels=(channel,) if channel is not None else ())
    found = explain(viewer_in(request), key, since=since, until=until, before=earlier, scope=scope)
    return {
        "key": key, "name": found.metric.name, "since": found.since, "until": found.until,
        "earlier": list(found.earlier), "now": found.now.as_json(), "before": found.before.as_json(),
        "expected": [found.expected.low, found.expected.high] if found.expected else None,
        "beyond_noise": found.beyond_noise, "difference": found.difference, "unexplained": found.unexplained,
        "sentences": list(found.sentences), "whole": found.whole, "cross": [asdict(part) for part in found.cross],
        "parts": {name: [asdict(part) for part in parts] for name, parts in found.parts.items()},
        "deeds": [asdict(done) for done in found.deeds],
    }  # fmt: skip


@router.get("/metrics/{key}/moves", response=answers(MetricMoves), summary="List a metric's moves")
def list_moves(  # noqa: PLR0913, PLR0917, RUF100 — each is a parameter of the address
    request: HttpRequest,
    key: str,
    grain: Grain | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> dict[str, object]:
    """Steps of the whole history, or of some days, that lie beyond what past and season allow for, either way."""
    _possible(since or FIRST, until or since or FIRST, most=False)
    found = moves(viewer_in(request), key, grain=grain, since=since, until=until, limit=limit)
    return {"items": [asdict(move) | {"expected": [move.expected.low, move.expected.high]} for move in found]}


def _possible(since: date, until: date, *, most: bool = True) -> None:
    if not FIRST <= since <= LAST:
        raise Invalid({"since": _("Choose days between 1990 and 2200.")})
    if not FIRST <= until <= LAST:
        raise Invalid({"until": _("Choose days between 1990 and 2200.")})
    if most and (until - since).days > MOST_DAYS:
        raise Invalid({"until": _("Choose at most ten years at once.")})


def _described(metric: Metric) -> dict[str, object]:
    return {
        "key": metric.key, "name": metric.name, "definition": metric.definition, "source": metric.source.name,
        "source_url": metric.source.url, "unit": metric.unit.value, "direction": metric.direction.value,
        "grains": [grain.value for grain in metric.grains], "dimensions": list(metric.dimensions),
        "about": metric.about.value, "definitions": list(metric.groups),
    }  # fmt: skip
