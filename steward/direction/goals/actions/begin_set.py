"""Begin with goals somebody has thought about: drafts for this quarter, their numbers from the community's own."""

from datetime import date

from django.db import transaction

from steward.direction.goals.actions.write_goal import GoalValues, make_goal
from steward.direction.goals.actions.write_part import add_guardrail, add_key_result
from steward.direction.goals.enums import EDIT, PeriodKind
from steward.direction.goals.models import Goal
from steward.direction.goals.queries.baselines import baseline
from steward.direction.goals.queries.metrics import format_of, grain_of, metrics
from steward.direction.goals.records import GuardrailValues, KeyResultValues, Measure
from steward.direction.goals.rules import period_of
from steward.direction.goals.starting import STARTING, FirstGoal, FirstResult
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.public import Metric, Scope, today

#: A bound without a number of its own leaves the present value a tenth to spare.
SPARE = 0.1


def begin_set(*, actor: Viewer, key: str) -> list[Goal]:
    """Drafts of a starting set for the present quarter, owned by the actor; what has no numbers yet is left out.

    Raises Forbidden, NotFound (no such set).
    """
    require(allowed(actor, EDIT))
    found = next((one for one in STARTING if one.key == key), None)
    if found is None:
        raise NotFound
    days = period_of(PeriodKind.QUARTER, today())
    ready = [(goal, _results(goal, days), _guardrails(goal, days)) for goal in found.goals]
    with transaction.atomic():
        return [_make(actor, goal, days, results, rails) for goal, results, rails in ready]


def _make(
    actor: Viewer, first: FirstGoal, days: tuple[date, date], results: list[KeyResultValues],
    rails: list[GuardrailValues],
) -> Goal:  # fmt: skip
    values = GoalValues(
        title=str(first.title), why=str(first.why), first_day=days[0], last_day=days[1], owner_id=actor.account_id
    )
    goal = make_goal(actor=actor, values=values)
    for result in results:
        add_key_result(actor=actor, goal_id=goal.pk, values=result)
    for rail in rails:
        add_guardrail(actor=actor, goal_id=goal.pk, values=rail)
    return goal


def _results(goal: FirstGoal, days: tuple[date, date]) -> list[KeyResultValues]:
    found = [(one, _value(one.metric, one.mode, days)) for one in goal.results]
    return [_result(one, value) for one, value in found if value is not None]


def _result(one: FirstResult, value: float) -> KeyResultValues:
    metric = metrics()[one.metric]
    target = one.target if one.target is not None and one.target != value else _rounded(value * one.times, metric)
    if target == value:  # too small to grow by a tenth, or there already
        target = value + 1 if format_of(metric) == "number" else min(1.0, value * 1.05 + 0.01)
    return KeyResultValues(measure=Measure(metric=one.metric), target=target, baseline=value, mode=one.mode)


def _guardrails(goal: FirstGoal, days: tuple[date, date]) -> list[GuardrailValues]:
    rails = []
    for key, bound, given in goal.guardrails:
        metric = metrics().get(key)
        if metric is None:
            continue
        value = _value(key, "last", days)
        spare = None if value is None else _rounded(value * (1 + SPARE if bound == "at_most" else 1 - SPARE), metric)
        limit = spare if given is None else given
        if limit is not None:
            rails.append(GuardrailValues(measure=Measure(metric=key), bound=bound, limit=limit))
    return rails


def _value(key: str, mode: str, days: tuple[date, date]) -> float | None:
    metric = metrics().get(key)
    if metric is None:
        return None
    grain = grain_of(metric).value
    return baseline(metric, Scope(), mode=mode, grain=grain, first=days[0], until=days[1])


def _rounded(value: float, metric: Metric) -> float:
    """Numbers of people are whole; shares have two decimals and end at one."""
    return min(round(value, 2), 1.0) if format_of(metric) == "percent" else float(round(value))
