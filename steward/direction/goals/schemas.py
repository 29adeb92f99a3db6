"""Goals as JSON."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from steward.direction.goals.actions.write_goal import GoalValues
from steward.direction.goals.enums import LONGEST_TEXT, LONGEST_TITLE
from steward.direction.goals.records import GoalState, GuardrailValues, KeyResultValues, Measure

_BIG = 2**63 - 1
_Id = Annotated[int, Field(ge=1, le=_BIG)]


class GoalIn(Schema):
    """A goal to write down; `last_day` belongs to it."""

    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    first_day: date
    last_day: date
    kind: str = "custom"
    why: str = Field("", max_length=LONGEST_TEXT)
    promise: str = Field("", max_length=LONGEST_TEXT)
    parent_id: int | None = Field(None, ge=1, le=_BIG)
    owner_id: int | None = Field(None, ge=1, le=_BIG)
    audience: str = "team"
    rhythm: str = "weekly"

    def values(self) -> GoalValues:
        """As the action takes it."""
        return GoalValues(**self.dict())


class GoalMeasureIn(Schema):
    """A metric and the part of the community it is asked for."""

    metric: str = Field("", max_length=80)
    sources: list[_Id] = Field(default_factory=list, max_length=50)
    channels: list[_Id] = Field(default_factory=list, max_length=200)
    kinds: list[str] = Field(default_factory=list, max_length=50)
    segment: int | None = Field(None, ge=1, le=_BIG)
    grain: str = ""

    def measure(self) -> Measure:
        """As the actions take it."""
        return Measure(
            metric=self.metric, sources=tuple(self.sources), channels=tuple(self.channels), kinds=tuple(self.kinds),
            segment=self.segment, grain=self.grain,
        )  # fmt: skip


class GoalKeyResultIn(GoalMeasureIn):
    """A key result. Shares are from 0 to 1, times seconds; without `baseline` it is read. `reason`: once under way."""

    target: float
    title: str = Field("", max_length=LONGEST_TITLE)
    unit: str = Field("", max_length=40)
    mode: str = "last"
    way: str = ""
    baseline: float | None = None
    line: str = "straight"
    points: list[tuple[date, float]] = Field(default_factory=list, max_length=60)
    judge: str = "forecast"
    tolerance: float = 0.05
    owner_id: int | None = Field(None, ge=1, le=_BIG)
    weight: int = 1
    stale_days: int = 10
    reason: str = Field("", max_length=LONGEST_TEXT)

    def values(self) -> KeyResultValues:
        """As the actions take it."""
        own = set(KeyResultValues.__dataclass_fields__) - {"measure", "points"}
        told = {name: value for name, value in self.dict().items() if name in own}
        return KeyResultValues(measure=self.measure(), points=tuple(self.points), **told)


class GoalGuardrailIn(GoalMeasureIn):
    """A guardrail: at most, or at least, so much. `reason`: once under way."""

    limit: float
    bound: str = "at_most"
    title: str = Field("", max_length=LONGEST_TITLE)
    reason: str = Field("", max_length=LONGEST_TEXT)

    def values(self) -> GuardrailValues:
        """As the actions take it."""
        return GuardrailValues(measure=self.measure(), limit=self.limit, bound=self.bound, title=self.title)


class GoalKeyResultOut(Schema):
    """A key result as it was last read; null is unknown, never 0."""

    id: int
    title: str
    metric: str | None
    unit: str
    way: str
    mode: str
    value: float | None
    baseline: float | None
    target: float
    expected: float | None
    progress: float | None
    pace: float | None
    verdict: str
    reason: str
    forecast: float | None
    interval: list[float] | None
    forecast_method: str
    forecast_error: float | None
    forecast_note: str
    confidence: int | None
    checked_at: datetime | None
    is_stale: bool
    owner_id: int | None
    weight: int
    version: int
    on: date | None
    read_at: datetime | None


class GoalGuardrailOut(Schema):
    """A guardrail as it was last read."""

    id: int
    title: str
    metric: str
    bound: str
    limit: float
    value: float | None
    holds: bool | None
    sentence: str
    version: int
    on: date | None


class GoalOut(Schema):
    """A goal with its parts."""

    id: int
    reference: str
    title: str
    why: str
    kind: str
    first_day: date
    last_day: date
    parent_id: int | None
    owner_id: int | None
    state: str
    audience: str
    outcome: str | None
    verdict: str
    progress: float | None
    key_results: list[GoalKeyResultOut]
    guardrails: list[GoalGuardrailOut]
    url: str


class GoalsOut(Schema):
    """Goals by number; give `next` back as `after` for what follows."""

    items: list[GoalOut]
    next: int | None = None


class GoalReadingOut(Schema):
    """One step as it was read; `ends` is the day after its last one. Judged is the step that was the last one."""

    starts: date
    ends: date
    value: float | None
    expected: float | None
    verdict: str | None
    version: int


class GoalReadingsOut(Schema):
    """The steps of a key result, oldest first."""

    items: list[GoalReadingOut]


class GoalCheckInIn(Schema):
    """How a key result is doing: the value only where it is typed, confidence from 1 to 10."""

    value: float | None = None
    confidence: int | None = None
    note: str = Field("", max_length=LONGEST_TEXT)


class GoalCheckInOut(Schema):
    """What was said."""

    id: int
    day: date
    value: float | None
    confidence: int | None
    note: str
    by_id: int | None


class GoalCheckInsOut(Schema):
    """What was said of a key result, the newest first."""

    items: list[GoalCheckInOut]


class GoalCloseIn(Schema):
    """What became of a goal: reached, partly or missed."""

    outcome: str
    note: str = Field("", max_length=LONGEST_TEXT)


class GoalDropIn(Schema):
    """Why a goal is given up."""

    reason: str = Field("", max_length=LONGEST_TEXT)


def goal_out(state: GoalState) -> dict[str, Any]:
    """A goal as plain values."""
    names = (
        "id", "reference", "title", "why", "kind", "first_day", "last_day", "parent_id", "owner_id", "state",
        "audience", "verdict", "progress", "url",
    )  # fmt: skip
    results = [
        {name: getattr(one, name) for name in GoalKeyResultOut.model_fields if hasattr(one, name)}
        | {
            "metric": one.metric or None, "interval": None if one.low is None else [one.low, one.high],
            "forecast_method": one.method, "forecast_error": one.error, "forecast_note": one.note,
        }
        for one in state.key_results
    ]  # fmt: skip
    rails = [{name: getattr(one, name) for name in GoalGuardrailOut.model_fields} for one in state.guardrails]
    told = {name: getattr(state, name) for name in names}
    return told | {"outcome": state.outcome or None, "key_results": results, "guardrails": rails}
