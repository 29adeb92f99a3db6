"""Key results and guardrails: add them, change them, take them out of a draft.

Once a goal is under way its terms are versioned: each change has a reason and stays in sight.
"""

from dataclasses import asdict
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.goals.actions.check_part import check_guardrail, check_key_result
from steward.direction.goals.actions.lock import add_version, locked
from steward.direction.goals.enums import (
    EDIT,
    LONGEST_TEXT,
    MOST_GUARDRAILS,
    MOST_KEY_RESULTS,
    Source,
    State,
    TargetLine,
)
from steward.direction.goals.errors import Moved
from steward.direction.goals.events import GoalChanged, TermsChanged
from steward.direction.goals.models import Goal, Guardrail, KeyResult
from steward.direction.goals.queries.baselines import baseline, season_of
from steward.direction.goals.queries.lake import Lake
from steward.direction.goals.queries.metrics import grain_for, metrics, way_of
from steward.direction.goals.records import GuardrailValues, KeyResultValues, Measure
from steward.direction.goals.rules import judge_for
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

#: The kind of the journal's decision when the goalposts are moved.
MOVED = "goals.change_terms"

#: What is written down for a part; everything else of it is read or said, perhaps at this moment.
_MEASURED = ("metric", "sources", "channels", "kinds", "segment", "grain", "title")
_OF_RESULT = (
    "source", "mode", "way", "unit", "owner", "weight", "baseline", "target", "line", "points", "shape", "judge",
    "tolerance", "stale_days",
)  # fmt: skip
_OF_RAIL = ("bound", "limit")

Part = TypeVar("Part", KeyResult, Guardrail)


def add_key_result(
    *, actor: Viewer, goal_id: int, values: KeyResultValues, reason: str = "", revision: int | None = None
) -> KeyResult:
    """Add a key result; to a goal under way only with a reason. Raises Forbidden, NotFound, Invalid, Moved."""
    require(allowed(actor, EDIT))
    part = KeyResult(goal=_goal(goal_id))
    _fill(part, values)
    with transaction.atomic():
        goal = locked(actor, goal_id, revision)
        part.position = _room(goal.key_results.count(), MOST_KEY_RESULTS)
        return _added(actor, goal, part, reason)


def add_guardrail(
    *, actor: Viewer, goal_id: int, values: GuardrailValues, reason: str = "", revision: int | None = None
) -> Guardrail:
    """Add a guardrail; to a goal under way only with a reason. Raises Forbidden, NotFound, Invalid, Moved."""
    require(allowed(actor, EDIT))
    part = Guardrail(goal=_goal(goal_id))
    _fill_guardrail(part, values)
    with transaction.atomic():
        goal = locked(actor, goal_id, revision)
        part.position = _room(goal.guardrails.count(), MOST_GUARDRAILS)
        return _added(actor, goal, part, reason)


def change_key_result(
    *, actor: Viewer, key_result_id: int, values: KeyResultValues, reason: str = "", revision: int | None = None
) -> KeyResult:
    """Change a key result. Under way its metric stays, and other terms make a new version, which needs a reason.

    Raises Forbidden, NotFound, Invalid, Moved.
    """
    require(allowed(actor, EDIT))
    part = KeyResult.objects.select_related("goal").filter(pk=key_result_id).first()
    if part is None:
        raise NotFound
    before, was = part.terms(), _bound(part)
    _fill(part, values)
    with transaction.atomic():
        goal = locked(actor, part.goal_id, revision)
        _same_terms(part)
        _changed(actor, goal, part, reason, before=before, same=was == _bound(part))
    return part


def change_guardrail(
    *, actor: Viewer, guardrail_id: int, values: GuardrailValues, reason: str = "", revision: int | None = None
) -> Guardrail:
    """Change a guardrail, as a key result is changed. Raises Forbidden, NotFound, Invalid, Moved."""
    require(allowed(actor, EDIT))
    part = Guardrail.objects.select_related("goal").filter(pk=guardrail_id).first()
    if part is None:
        raise NotFound
    before, was = part.terms(), _bound(part)
    _fill_guardrail(part, values)
    with transaction.atomic():
        goal = locked(actor, part.goal_id, revision)
        _same_terms(part)
        _changed(actor, goal, part, reason, before=before, same=was == _bound(part))
    return part


@transaction.atomic
def remove_part(*, actor: Viewer, part: KeyResult | Guardrail, revision: int | None = None) -> None:
    """Take a part out of a draft. Raises Forbidden, NotFound (also of a goal under way), Moved."""
    goal = locked(actor, part.goal_id, revision, {State.DRAFT})
    part.delete()
    publish(GoalChanged(goal.pk), actor=actor.name)


def _same_terms(part: KeyResult | Guardrail) -> None:
    """Raise Moved where its terms changed, or it went, between reading it and locking its goal."""
    if not type(part).objects.filter(pk=part.pk, version=part.version).exists():
        raise Moved


def _goal(goal_id: int) -> Goal:
    found = Goal.objects.filter(pk=goal_id).first()
    if found is None:
        raise NotFound
    return found


def _room(count: int, most: int) -> int:
    if count >= most:
        raise Invalid(_("A goal has at most %(n)s of these. Make a second goal.") % {"n": most})
    return count


def _added(actor: Viewer, goal: Goal, part: Part, reason: str) -> Part:
    part.goal = goal
    if goal.state == State.ACTIVE:
        words = _reason(reason)
        part.save()
        _moved(actor, goal, part, words, before={})
        return part
    part.save()
    publish(GoalChanged(goal.pk), actor=actor.name)
    return part


def _changed(
    actor: Viewer, goal: Goal, part: KeyResult | Guardrail, reason: str, *, before: dict[str, Any], same: bool
) -> None:
    if goal.state == State.ACTIVE and not same:
        raise Invalid({"metric": _("What is measured stays once a goal is under way. Add another key result.")})
    moved = goal.state == State.ACTIVE and part.terms() != before
    words = _reason(reason) if moved else ""
    part.goal = goal
    part.save(update_fields=_MEASURED + (_OF_RESULT if isinstance(part, KeyResult) else _OF_RAIL))
    if moved:
        _moved(actor, goal, part, words, before=before)
    else:
        publish(GoalChanged(goal.pk), actor=actor.name)


def _moved(actor: Viewer, goal: Goal, part: KeyResult | Guardrail, reason: str, *, before: dict[str, Any]) -> None:
    """The goalposts are moved: a new version, a decision, a fact."""
    made = add_version(part, actor, reason)
    result, rail = (part.pk, None) if isinstance(part, KeyResult) else (None, part.pk)
    decide(
        kind=MOVED, subject=f"goal:{goal.pk}", account_id=actor.account_id, reason=reason,
        evidence={"key_result": result, "guardrail": rail, "before": before, "after": part.terms()},
    )  # fmt: skip
    publish(TermsChanged(goal.pk, result, rail, made.number), actor=actor.name)


def _reason(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise Invalid({"reason": _("The goal is under way: say why its terms change. Everybody sees it.")})
    return words[:LONGEST_TEXT]


def _measure(part: KeyResult | Guardrail, measure: Measure) -> None:
    metric = metrics().get(measure.metric)
    part.metric, part.segment = measure.metric, measure.segment
    part.sources, part.channels, part.kinds = list(measure.sources), list(measure.channels), list(measure.kinds)
    days = (part.goal.until - part.goal.first_day).days
    part.grain = grain_for(metric, measure.grain, days).value if metric else "week"


def _bound(part: KeyResult | Guardrail) -> tuple[Any, ...]:
    """What a part measures: it does not change under way."""
    mode = part.mode if isinstance(part, KeyResult) else ""
    return part.metric, part.scope(), part.grain, mode


def _fill(part: KeyResult, values: KeyResultValues) -> None:
    """Take the values over; what is not given is read from the lake, before anything is locked."""
    check_key_result(values, part.goal)
    _measure(part, values.measure)
    metric = metrics().get(part.metric)
    part.source = Source.METRIC if metric else Source.MANUAL
    plain = asdict(values)
    for name in ("title", "unit", "mode", "line", "tolerance", "owner_id", "weight", "stale_days", "target"):
        setattr(part, name, plain[name].strip() if isinstance(plain[name], str) else plain[name])
    part.way = values.way or (way_of(metric) if metric else "higher")
    part.judge = judge_for(part.source, values.judge)
    part.points = [[day.isoformat(), value] for day, value in sorted(values.points)]
    part.points = part.points if part.line == TargetLine.STEPPED else []
    lake = Lake()
    part.baseline = values.baseline
    if metric is None:
        part.mode, part.baseline = "last", values.baseline or 0.0
        return
    scope = lake.scope(part.scope())
    if values.baseline is None:
        part.baseline = baseline(
            metric, scope, mode=part.mode, grain=part.grain, first=part.goal.first_day, until=part.goal.until
        )
    part.shape = season_of(part, lake, scope)


def _fill_guardrail(part: Guardrail, values: GuardrailValues) -> None:
    check_guardrail(values)
    _measure(part, values.measure)
    part.title, part.bound, part.limit = values.title.strip(), values.bound, values.limit
