"""A key result or a guardrail read anew: its steps, its line, its forecast, its verdict. Nothing is stored here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone

from steward.direction.goals.engine.lines import Line, elapsed
from steward.direction.goals.engine.verdicts import Facts, budget_progress, judged, pace, progress
from steward.direction.goals.enums import Bound, Judge, Mode, Source, TargetLine, Way
from steward.direction.goals.models import CheckIn, Guardrail, KeyResult, RuleVersion
from steward.direction.goals.queries.due import Due, due_of
from steward.direction.goals.queries.lake import Lake
from steward.direction.goals.queries.metrics import metrics, shape_of
from steward.direction.goals.queries.steps import Step, steps_of, typed_steps
from steward.foundation.kernel.ruling import NotFound


@dataclass(frozen=True, slots=True)
class Read:
    """One step as it will be stored."""

    step: Step
    expected: float | None = None
    progress: float | None = None
    pace: float | None = None
    due: Due = field(default_factory=Due)
    verdict: str = ""
    reason: str = ""
    holds: bool | None = None
    version: int = 0


def line_of(key_result: KeyResult, terms: Mapping[str, Any] | None = None) -> Line:
    """The target line by the terms given, or by those of today."""
    told = terms or key_result.terms()
    metric = metrics().get(key_result.metric)
    grows = key_result.mode == Mode.PERIOD and metric is not None and shape_of(metric).grows
    start = 0.0 if grows or told["baseline"] is None else float(told["baseline"])
    points = told["points"] if told["line"] == TargetLine.STEPPED else []
    shape = told["shape"] if told["line"] == TargetLine.SEASONAL else []
    return Line(
        key_result.goal.first_day, key_result.goal.until, start, float(told["target"]),
        tuple((date.fromisoformat(day), float(value)) for day, value in points), tuple(map(float, shape)),
        is_sum=key_result.mode == Mode.PERIOD,
    )  # fmt: skip


def terms_on(part: KeyResult | Guardrail, versions: Sequence[RuleVersion], day: date) -> tuple[int, dict[str, Any]]:
    """Number and values of the version that was valid on the evening before a day; the first one before all."""
    if not versions:
        return part.version, part.terms()
    valid = [one for one in versions if timezone.localdate(one.valid_from) < day]
    found = valid[-1] if valid else versions[0]
    return found.number, found.values


def read_key_result(
    part: KeyResult, versions: Sequence[RuleVersion], said: Sequence[CheckIn], lake: Lake, today: date
) -> list[Read]:
    """Its steps, the last one judged. Empty where nothing was read: the goal has not begun, or there is no value."""
    due = Due()
    if part.source == Source.MANUAL:
        steps = typed_steps(part, said, today)
    else:
        try:
            scope = lake.scope(part.scope())
        except NotFound:
            return []
        steps = steps_of(part, lake, scope, today)
        if part.judge == Judge.FORECAST and part.goal.first_day < today <= part.goal.last_day:
            due = due_of(part, steps, lake, scope, today)
    reads = [_expected(part, step, *terms_on(part, versions, step.ends)) for step in steps]
    return [*reads[:-1], _judged(part, reads[-1], due, versions, today)] if reads else []


def read_guardrail(part: Guardrail, versions: Sequence[RuleVersion], lake: Lake, today: date) -> list[Read]:
    """Its steps, each with whether it holds by the bound valid then."""
    try:
        steps = steps_of(part, lake, lake.scope(part.scope()), today)
    except NotFound:
        return []
    reads = []
    for step in steps:
        number, values = terms_on(part, versions, step.ends)
        reads.append(Read(step, holds=holds(step.value, values["bound"], values["limit"]), version=number))
    if reads and versions:  # the present step is judged by the present bound
        last, now = reads[-1], versions[-1]
        kept = holds(last.step.value, now.values["bound"], now.values["limit"])
        reads[-1] = replace(last, holds=kept, version=now.number)
    return reads


def holds(value: float | None, bound: str, limit: float) -> bool | None:
    """Whether a value is on the right side of its bound; None where it is unknown."""
    if value is None:
        return None
    return value <= limit if bound == Bound.AT_MOST else value >= limit


def _expected(part: KeyResult, step: Step, number: int, terms: Mapping[str, Any]) -> Read:
    if step.ends <= part.goal.first_day:
        return Read(step, version=number)
    return Read(step, expected=line_of(part, terms).at(step.ends), version=number)


def _judged(part: KeyResult, last: Read, due: Due, versions: Sequence[RuleVersion], today: date) -> Read:
    """The last step with everything about it, by the terms of today."""
    number, terms = (versions[-1].number, versions[-1].values) if versions else (part.version, part.terms())
    line, goal, value = line_of(part, terms), part.goal, last.step.value
    begun = last.step.ends > goal.first_day
    expected = line.at(last.step.ends) if begun else None
    verdict, why = judged(
        Facts(
            Way(part.way), line.target, value, expected, due.value, due.low, due.high,
            Judge(terms["judge"] or Judge.PACE), float(terms["tolerance"]), begun, is_over=today >= goal.until,
        )
    )  # fmt: skip
    done = pace_now = None
    if value is not None and expected is not None:
        budget = part.way == Way.LOWER and line.start < line.target
        way = elapsed(line.since, line.until, last.step.ends)
        done = budget_progress(value, expected, way) if budget else progress(value, line.start, line.target)
        pace_now = pace(value, line.start, expected)
    return Read(last.step, expected, done, pace_now, due, verdict.value, why.value, version=number)
