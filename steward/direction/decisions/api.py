"""Decisions about numbers over JSON."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from steward.direction.decisions.actions.measure_effect import measure_effect
from steward.direction.decisions.actions.resolve import resolve
from steward.direction.decisions.actions.withdraw import withdraw
from steward.direction.decisions.enums import LINE, LONGEST, MOST_TASKS, Exposure, Kind, State, Verdict
from steward.direction.decisions.models import Measurement, Resolution
from steward.direction.decisions.queries.listing import resolution_of, resolutions
from steward.direction.decisions.queries.metrics import scope_in
from steward.direction.decisions.queries.telling import states
from steward.people.access.api import answers
from steward.people.access.public import viewer_in
from steward.stream.insights.enums import Grain

router = Router(tags=["decisions"])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]
Number = Annotated[int, Field(ge=0, le=2**63 - 1)]
Line = Annotated[str, Field(min_length=1, max_length=LINE)]
Words = Annotated[str, Field(max_length=LONGEST)]
Value = Annotated[float, Field(allow_inf_nan=False)]


class DecisionHeadOut(Schema):
    """A decision as it stands. Values are means of the metric's steps, null is unknown; `caveat` is honest."""

    id: int
    kind: str
    state: str
    statement: str
    metric: str
    metric_name: str
    place: str
    grain: str
    since: date
    until: date
    value: float | None
    baseline: float | None
    expected: float | None
    starts: date
    due: date | None
    exposure: str
    owner_id: int | None
    made_at: datetime
    after: float | None
    effect: float | None
    interval: list[float] | None
    method: str | None
    verdict: str | None
    met: bool | None
    measured_at: datetime | None
    sentence: str
    caveat: str


class DecisionsOut(Schema):
    """Decisions, the newest first; give `next` back as `after` for what follows."""

    items: list[DecisionHeadOut]
    next: int | None = None


class DecisionMeasurementOut(Schema):
    """What was measured once: see the fields of `result` in the documentation of effects."""

    at: datetime
    early: bool
    method: str
    verdict: str | None
    met: bool | None
    expected: float | None
    result: dict[str, Any]


class DecisionFullOut(DecisionHeadOut):
    """A decision with everything that was measured and how it was changed."""

    reason: str
    evidence: str
    lesson: str
    version: int
    measurements: list[DecisionMeasurementOut]


class DecisionIn(Schema):
    """What is decided. `until` is the day after the last one looked at; `expected_change` 0.1 is +10 %."""

    kind: Kind
    metric: Annotated[str, Field(max_length=80)]
    statement: Line
    since: date
    until: date
    source: Number | None = None
    channel: Number | None = None
    grain: Grain | None = None
    reason: Words = ""
    evidence: Words = ""
    expected: Value | None = None
    expected_change: Value | None = None
    starts: date | None = None
    due: date | None = None
    days: Annotated[int, Field(ge=1, le=366)] | None = None
    exposure: Exposure = Exposure.EVERYBODY
    exposed: Annotated[list[Number], Field(max_length=20)] = Field(default_factory=list)
    owner_id: Number | None = None
    goals: Annotated[list[Number], Field(max_length=20)] = Field(default_factory=list)
    tasks: Annotated[list[Line], Field(max_length=MOST_TASKS)] = Field(default_factory=list)


class DecisionMeasureIn(Schema):
    """A value by hand, for a number that cannot be read any more."""

    value: Value | None = None


@router.get("/decisions", response=answers(DecisionsOut))
def list_decisions(  # noqa: PLR0917 — each is a parameter of the address
    request: HttpRequest,
    state: State | None = None,
    kind: Kind | None = None,
    metric: Annotated[str, Query(max_length=80)] = "",
    verdict: Verdict | None = None,
    after: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> DecisionsOut:
    """The team's decisions about numbers."""
    wanted = {"state": state, "kind": kind, "metric": metric, "verdict": verdict, "pk__lt": after}
    rows = resolutions(viewer_in(request)).filter(**{key: value for key, value in wanted.items() if value})
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = found[:limit]
    return DecisionsOut(items=_out(shown), next=shown[-1].pk if len(found) > limit else None)


@router.get("/decisions/{decision_id}", response=answers(DecisionFullOut))
def one_decision(request: HttpRequest, decision_id: Id) -> DecisionFullOut:
    """One decision with its measurements."""
    return _full(resolution_of(viewer_in(request), decision_id))


@router.post("/decisions", response=answers(DecisionFullOut, 201))
def make_decision(request: HttpRequest, given: DecisionIn) -> tuple[int, DecisionFullOut]:
    """Decide to accept, act on or watch a number."""
    viewer, values = viewer_in(request), given.dict(exclude={"source", "channel", "grain"})
    scope = scope_in(given.source, given.channel)
    made = resolve(actor=viewer, **values, scope=scope, grain=given.grain or "")
    return 201, _full(resolution_of(viewer, made.pk))


@router.post("/decisions/{decision_id}/measure", response=answers(DecisionFullOut))
def measure_decision(request: HttpRequest, decision_id: Id, given: DecisionMeasureIn) -> DecisionFullOut:
    """Measure what came of it; before its day it is an early look."""
    viewer = viewer_in(request)
    measure_effect(actor=viewer, resolution_id=decision_id, value=given.value)
    return _full(resolution_of(viewer, decision_id))


@router.post("/decisions/{decision_id}/withdraw", response=answers(DecisionFullOut))
def withdraw_decision(request: HttpRequest, decision_id: Id) -> DecisionFullOut:
    """It no longer holds; nothing is measured any more."""
    viewer = viewer_in(request)
    withdraw(actor=viewer, resolution_id=decision_id)
    return _full(resolution_of(viewer, decision_id))


def _out(rows: list[Resolution]) -> list[DecisionHeadOut]:
    return [DecisionHeadOut(**_values(row, told)) for row, told in zip(rows, states(rows), strict=True)]


def _full(row: Resolution) -> DecisionFullOut:
    measured = sorted(row.measurements.all(), key=lambda one: (one.at, one.pk))
    more = {name: getattr(row, name) for name in ("reason", "evidence", "lesson", "version")}
    values = _values(row, states([row])[0]) | more
    return DecisionFullOut(**values, measurements=[_measurement(one) for one in measured])


def _measurement(one: Measurement) -> DecisionMeasurementOut:
    return DecisionMeasurementOut(
        at=one.at, early=one.early, method=one.method, verdict=one.verdict or None, met=one.met,
        expected=one.expected, result=one.result,
    )  # fmt: skip


def _values(row: Resolution, told: Any) -> dict[str, Any]:
    own = ("kind", "state", "statement", "metric", "grain", "since", "until", "value", "baseline", "expected", "starts",
           "due", "exposure", "owner_id", "made_at", "measured_at")  # fmt: skip
    read = ("metric_name", "place", "after", "effect", "met", "sentence", "caveat")
    values = {name: getattr(row, name) for name in own} | {name: getattr(told, name) for name in read}
    interval = [told.low, told.high] if told.low is not None and told.high is not None else None
    verdict = row.verdict or None
    return values | {"id": row.pk, "interval": interval, "verdict": verdict, "method": told.method or None}
