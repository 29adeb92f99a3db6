"""Goals as they were last read: everything from stored readings, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from steward.direction.goals.engine.verdicts import worst
from steward.direction.goals.enums import RHYTHM_DAYS, VIEW, Audience, Source, State
from steward.direction.goals.models import Goal, Guardrail, KeyResult, Reading
from steward.direction.goals.queries.metrics import format_of, metrics
from steward.direction.goals.queries.sentences import Said, guardrail_sentence, reason_sentence
from steward.direction.goals.records import GoalState, GuardrailState, KeyResultState
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.public import Metric

#: Steps of a trail, as the small line in a list shows them.
TRAIL = 26


def goals_for(viewer: Viewer) -> QuerySet[Goal]:
    """Every goal, for the team. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    return Goal.objects.all()


def member_goals() -> QuerySet[Goal]:
    """What members are shown: goals for them that have begun."""
    return Goal.objects.filter(state__in=(State.ACTIVE, State.CLOSED), audience=Audience.MEMBERS)


def goal_for(viewer: Viewer, goal_id: int) -> Goal:
    """One goal. Raises Forbidden, NotFound."""
    found = goals_for(viewer).filter(pk=goal_id).first()
    if found is None:
        raise NotFound
    return found


def key_result_for(viewer: Viewer, key_result_id: int) -> KeyResult:
    """One key result. Raises Forbidden, NotFound."""
    require(allowed(viewer, VIEW))
    found = KeyResult.objects.filter(pk=key_result_id).first()
    if found is None:
        raise NotFound
    return found


def goals_under_way(viewer: Viewer) -> list[GoalState]:
    """The goals that are active, by their first day; three queries more than one. Raises Forbidden."""
    return states_of(goals_for(viewer).filter(state=State.ACTIVE))


def state_of(viewer: Viewer, goal_id: int) -> GoalState:
    """One goal as it was last read. Raises Forbidden, NotFound."""
    return states_of([goal_for(viewer, goal_id)])[0]


def states_of(goals: Iterable[Goal]) -> list[GoalState]:
    """The states of goals already chosen, in their order; four queries."""
    rows = list(goals)
    key_results: dict[int, list[KeyResult]] = defaultdict(list)
    guardrails: dict[int, list[Guardrail]] = defaultdict(list)
    for one in KeyResult.objects.filter(goal__in=rows):
        key_results[one.goal_id].append(one)
    for rail in Guardrail.objects.filter(goal__in=rows):
        guardrails[rail.goal_id].append(rail)
    trails = _trails(rows)
    known = metrics()
    return [
        _goal(
            goal,
            [
                _key_result(goal, one, trails["key_result", one.pk], known.get(one.metric))
                for one in key_results[goal.pk]
            ],
            [_guardrail(one, trails["guardrail", one.pk], known.get(one.metric)) for one in guardrails[goal.pk]],
        )
        for goal in rows
    ]


def _trails(goals: Sequence[Goal]) -> dict[tuple[str, int], list[Reading]]:
    """The readings of every part, oldest first, without the long paths of forecasts."""
    trails: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    kept = Reading.objects.defer("path", "numerator", "denominator").order_by("starts")
    for row in kept.filter(key_result__goal__in=goals):
        trails["key_result", row.key_result_id or 0].append(row)
    for row in kept.filter(guardrail__goal__in=goals):
        trails["guardrail", row.guardrail_id or 0].append(row)
    return trails


def _goal(goal: Goal, results: list[KeyResultState], rails: list[GuardrailState]) -> GoalState:
    weights = [(one.progress, one.weight) for one in results if one.progress is not None]
    total = sum(weight for _progress, weight in weights)
    return GoalState(
        id=goal.pk, reference=goal.reference, title=goal.title, why=goal.why, kind=goal.kind,
        first_day=goal.first_day, last_day=goal.last_day, parent_id=goal.parent_id, owner_id=goal.owner_id,
        state=goal.state, audience=goal.audience,
        verdict=worst([one.verdict for one in results], broken=any(rail.holds is False for rail in rails)).value,
        progress=sum(done * weight for done, weight in weights) / total if total else None,
        key_results=tuple(results), guardrails=tuple(rails), outcome=goal.outcome, url=reverse("goal", args=[goal.pk]),
    )  # fmt: skip


def _key_result(goal: Goal, one: KeyResult, trail: Sequence[Reading], metric: Metric | None) -> KeyResultState:
    last = trail[-1] if trail else Reading()
    form, unit = format_of(metric), one.unit
    said = Said(last.value, last.expected, one.target, last.forecast, last.low, last.high, form, unit)
    begun = goal.state != State.DRAFT
    return KeyResultState(
        id=one.pk, goal_id=goal.pk, title=title_of(one, metric), metric=one.metric, format=form, unit=unit,
        way=one.way, mode=one.mode, value=last.value, baseline=one.baseline, target=one.target,
        expected=last.expected, progress=last.progress, pace=last.pace,
        verdict=(last.verdict or "unknown") if begun else "unknown", reason=reason_sentence(last.reason, said),
        forecast=last.forecast, low=last.low, high=last.high, method=gettext(last.method) if last.method else "",
        error=last.error, note=gettext(last.note) if last.note else "", confidence=one.confidence,
        checked_at=one.checked_at, is_stale=is_stale(goal, one), owner_id=one.owner_id, weight=one.weight,
        version=one.version, on=last.ends - timedelta(days=1) if last.ends else None, read_at=last.read_at,
        trail=tuple(row.value for row in trail[-TRAIL:]), line=tuple(row.expected for row in trail[-TRAIL:]),
    )  # fmt: skip


def _guardrail(one: Guardrail, trail: Sequence[Reading], metric: Metric | None) -> GuardrailState:
    last = trail[-1] if trail else Reading()
    form, on = format_of(metric), last.ends - timedelta(days=1) if last.ends else None
    settled = on if metric and metric.settles else None
    return GuardrailState(
        id=one.pk, goal_id=one.goal_id, title=title_of(one, metric), metric=one.metric, format=form, bound=one.bound,
        limit=one.limit, value=last.value, holds=last.holds,
        sentence=guardrail_sentence(last.value, one.bound, one.limit, form, settled), version=one.version, on=on,
    )  # fmt: skip


def title_of(part: KeyResult | Guardrail, metric: Metric | None = None) -> str:
    """What it is called: its own words, else the metric's name."""
    found = metric or metrics().get(part.metric)
    return part.title or (found.name if found else part.metric)


def is_stale(goal: Goal, one: KeyResult) -> bool:
    """Whether a word from its owner is due: a typed value after its days, a check-in after the goal's rhythm."""
    if goal.state != State.ACTIVE or goal.activated_at is None:
        return False
    days = one.stale_days if one.source == Source.MANUAL else RHYTHM_DAYS[goal.rhythm]
    return (one.checked_at or goal.activated_at) + timedelta(days=days) <= clock.now()
