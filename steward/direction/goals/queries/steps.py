"""The steps of what a goal is judged by: whole ones for the last value, growing ones for everything since the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from steward.direction.goals.enums import Mode
from steward.direction.goals.models import CheckIn, Goal, Guardrail, KeyResult
from steward.direction.goals.queries.lake import Ask, Lake
from steward.direction.goals.queries.metrics import grain_of, metrics, shape_of
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Metric, Point, Scope, Window

#: Whole steps before a goal's first day that are kept too, so that its line has a past.
PAST = 26
#: Steps of a number that cannot be added up and was never read before: each costs a question.
MOST_MEASURED = 13


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is read. `ends` is the day after its last one."""

    starts: date
    ends: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None


def asof_of(goal: Goal, today: date, settles: int = 0) -> date:
    """The day a goal is read as of: today, or the end of its days and of what its metric needs to settle."""
    return min(today, goal.until + timedelta(days=settles))


def asks_of(part: KeyResult | Guardrail, scope: Scope, today: date) -> list[Ask]:
    """What the lake is asked for this part; none for what is typed, or has no metric any more."""
    metric = metrics().get(part.metric)
    if metric is None:
        return []
    if not _is_growing(part):
        return [_level_ask(part, metric, scope, today)]
    goal, until = part.goal, min(today, part.goal.until)
    if until <= goal.first_day:
        return []
    if shape_of(metric).adds and Grain.DAY in metric.grains:
        return [Ask(metric.key, scope, goal.first_day, until, Grain.DAY)]
    ends = [step.ends for step in Window(goal.first_day, until, grain_of(metric, part.grain)).steps()]
    return [Ask(metric.key, scope, goal.first_day, end) for end in ends[-MOST_MEASURED:]]


def steps_of(part: KeyResult | Guardrail, lake: Lake, scope: Scope, today: date) -> list[Step]:
    """Its steps up to today, oldest first; with whole steps also some before the goal began."""
    metric = metrics().get(part.metric)
    asks = asks_of(part, scope, today)
    if metric is None or not asks:
        return []
    lake.prepare(asks)
    if not _is_growing(part):
        settled = asof_of(part.goal, today, metric.settles) - timedelta(days=metric.settles)
        return _begun([_step(point) for point in lake.answer(asks[0]).series if point.ends <= settled], part.goal)
    if asks[0].grain is Grain.DAY:
        until = min(today, part.goal.until)
        cut = Window(part.goal.first_day, until, grain_of(metric, part.grain)).steps()
        days = {point.ends: total for point, total in _running(lake.answer(asks[0]).series)}
        return [Step(step.starts, step.ends, days.get(step.ends)) for step in cut]
    return [_grown(part, metric, ask, lake) for ask in asks]


def typed_steps(key_result: KeyResult, said: Sequence[CheckIn], today: date) -> list[Step]:
    """The steps of a typed key result: in each the last value that was typed until then."""
    goal = key_result.goal
    until = min(today, goal.until)
    if until <= goal.first_day:
        return []
    values = sorted((one.day, one.pk, one.value) for one in said if one.value is not None)
    steps = []
    for step in Window(goal.first_day, until, Grain.WEEK).steps():
        upto = [value for day, _pk, value in values if day < step.ends or (step.ends == today == day)]
        steps.append(Step(step.starts, step.ends, upto[-1] if upto else None))
    return steps


def _begun(steps: list[Step], goal: Goal) -> list[Step]:
    """Without the steps before the goal in which there was nothing yet."""
    for place, step in enumerate(steps):
        if step.value or step.ends > goal.first_day:
            return steps[place:]
    return []


def _is_growing(part: KeyResult | Guardrail) -> bool:
    return isinstance(part, KeyResult) and part.mode == Mode.PERIOD


def _level_ask(part: KeyResult | Guardrail, metric: Metric, scope: Scope, today: date) -> Ask:
    grain = grain_of(metric, part.grain)
    days = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31}[grain]
    goal = part.goal
    until = min(today, goal.until)
    since = min(goal.first_day, until) - timedelta(days=PAST * days)
    return Ask(metric.key, scope, since, until, grain)


def _step(point: Point) -> Step:
    return Step(point.starts, point.ends, point.value, point.numerator, point.denominator)


def _running(points: Sequence[Point]) -> list[tuple[Point, float]]:
    return list(zip(points, accumulate(point.value or 0.0 for point in points), strict=True))


def _grown(part: KeyResult | Guardrail, metric: Metric, ask: Ask, lake: Lake) -> Step:
    whole = lake.answer(ask).whole
    grain = grain_of(metric, part.grain)
    starts = max(Window(ask.since, ask.until, grain).start_of(ask.until - timedelta(days=1)), ask.since)
    return Step(starts, ask.until, whole.value, whole.numerator, whole.denominator)
