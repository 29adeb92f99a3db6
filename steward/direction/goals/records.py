"""Goals as pages, programs and upper rooms read them; parts of a goal's page that upper rooms bring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class KeyResultState:
    """A key result as it was last read. Shares go from 0 to 1, times are seconds; None is unknown, never 0.

    `value` is what was read, `expected` the target line on that day, `progress` the part of the way from the line's
    start to the target (0–1), `pace` progress ÷ the progress the line asks for (1 is on the line). `forecast` with
    `low` and `high` (80 %) is for the due date. `reason` says in a sentence why the verdict is what it is.
    """

    id: int
    goal_id: int
    title: str
    metric: str  # key of the catalogue, "" for one that is typed
    format: str  # "number", "percent" or "duration"
    unit: str  # in words, "" where the title says it
    way: str  # "higher" or "lower"
    mode: str  # "last" or "period"
    value: float | None
    baseline: float | None
    target: float
    expected: float | None
    progress: float | None
    pace: float | None
    verdict: str  # "on_track", "at_risk", "off" or "unknown"
    reason: str
    forecast: float | None
    low: float | None
    high: float | None
    method: str  # how it was forecast, in words
    error: float | None  # MASE of the back-test: 1 is as good as the naive forecast
    note: str  # what to know about the forecast
    confidence: int | None  # 1–10, of the last check-in
    checked_at: datetime | None
    is_stale: bool  # a typed value, or a check-in, is due
    owner_id: int | None
    weight: int
    version: int  # of its terms
    on: date | None  # the reading's last day
    read_at: datetime | None
    trail: tuple[float | None, ...] = ()  # values of its steps, oldest first
    line: tuple[float | None, ...] = ()  # the target line at the same steps


@dataclass(frozen=True, slots=True)
class GuardrailState:
    """A guardrail as it was last read; `holds` is None while it cannot be known."""

    id: int
    goal_id: int
    title: str
    metric: str
    format: str
    bound: str  # "at_most" or "at_least"
    limit: float
    value: float | None
    holds: bool | None
    sentence: str
    version: int
    on: date | None


@dataclass(frozen=True, slots=True)
class GoalState:
    """A goal with its parts. Its verdict is the worst of its key results; a broken guardrail makes it at risk."""

    id: int
    reference: str  # "G12"
    title: str
    why: str
    kind: str
    first_day: date
    last_day: date
    parent_id: int | None
    owner_id: int | None
    state: str
    audience: str
    verdict: str
    progress: float | None
    key_results: tuple[KeyResultState, ...]
    guardrails: tuple[GuardrailState, ...]
    outcome: str
    url: str


@dataclass(frozen=True, slots=True)
class GoalPanel:
    """Point `goal-panels`: a part of a goal's page. `build(viewer, goal)` gives the template's `found`, or nothing.

    `goal` is the model; a panel whose `build` gives an empty mapping is left out. Constant queries.
    """

    key: str
    label: Any
    template: str
    build: Callable[[Any, Any], Mapping[str, Any]]
    permission: str = ""
    order: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A metric with the part of the community it is asked for; empty tuples are no limit."""

    metric: str = ""
    sources: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    segment: int | None = None
    grain: str = ""  # "" is the metric's own step


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultValues:
    """What one writes down for a key result. Without a metric it is typed at each check-in (`unit` names it).

    `baseline` None is read from the lake; `way` "" is the metric's own direction. `points` are (day, value) of a
    stepped line. Shares are from 0 to 1, times seconds.
    """

    measure: Measure = field(default_factory=Measure)
    target: float
    title: str = ""
    unit: str = ""
    mode: str = "last"
    way: str = ""
    baseline: float | None = None
    line: str = "straight"
    points: tuple[tuple[date, float], ...] = ()
    judge: str = "forecast"
    tolerance: float = 0.05
    owner_id: int | None = None
    weight: int = 1
    stale_days: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailValues:
    """What one writes down for a guardrail: at most, or at least, so much."""

    measure: Measure
    limit: float
    bound: str = "at_most"
    title: str = ""
