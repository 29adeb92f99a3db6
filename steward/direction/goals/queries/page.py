"""Everything on the page of one goal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from steward.direction.goals.enums import EDIT, Bound, Judge, State, TargetLine
from steward.direction.goals.models import CheckIn, Goal, Guardrail, KeyResult, Reading, RuleVersion
from steward.direction.goals.queries.metrics import format_of, metrics, written
from steward.direction.goals.queries.people import names
from steward.direction.goals.queries.states import goal_for, states_of, title_of
from steward.direction.goals.queries.works import Kind, work_of
from steward.direction.goals.records import GoalPanel, GoalState, GuardrailState, KeyResultState
from steward.direction.goals.rules import may_check_in, missing
from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer

#: Check-ins of a key result on the page.
LATEST = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """The goalposts were moved: what changed, in words, and why."""

    version: RuleVersion
    title: str
    changes: list[tuple[str, str, str]]  # (what, before, after)


@dataclass(frozen=True, slots=True)
class Result:
    """A key result on the page of its goal."""

    row: KeyResult
    state: KeyResultState
    readings: list[Reading]
    versions: list[RuleVersion]
    check_ins: list[CheckIn]
    may_check_in: bool


@dataclass(frozen=True, slots=True)
class Rail:
    """A guardrail on the page of its goal."""

    row: Guardrail
    state: GuardrailState
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part another room brings."""

    panel: GoalPanel
    found: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One goal with all that is shown of it."""

    goal: Goal
    state: GoalState
    results: list[Result]
    rails: list[Rail]
    moved: list[Moved]
    lacks: dict[str, str]
    parent: GoalState | None
    children: list[GoalState]
    work: list[Kind]
    panels: list[Panel]
    names: dict[int, str]
    may_edit: bool


def page_of(viewer: Viewer, goal_id: int) -> Page:
    """A goal's page, in a constant number of queries beside those of other rooms. Raises Forbidden, NotFound."""
    goal = goal_for(viewer, goal_id)
    key_results, guardrails = list(goal.key_results.all()), list(goal.guardrails.all())
    parts: list[KeyResult | Guardrail] = [*key_results, *guardrails]
    for part in parts:
        part.goal = goal
    family = [goal, *([goal.parent] if goal.parent else []), *goal.children.exclude(state=State.DROPPED)]
    states = {state.id: state for state in states_of(family)}
    state = states[goal.pk]
    versions = list(RuleVersion.objects.filter(key_result__in=key_results).order_by("number"))
    versions += RuleVersion.objects.filter(guardrail__in=guardrails).order_by("number")
    said = list(CheckIn.objects.filter(key_result__in=key_results))
    people = {goal.owner_id, *(one.owner_id for one in key_results)}
    people |= {one.by_id for one in versions} | {one.by_id for one in said}
    return Page(
        goal, state, _results(viewer, key_results, state, versions, said), _rails(guardrails, state),
        _moves(versions, key_results, guardrails),
        missing(goal, key_results, guardrails) if goal.state == State.DRAFT else {},
        states.get(goal.parent_id or 0), [one for one in states.values() if one.parent_id == goal.pk],
        work_of(viewer, goal), _panels(viewer, goal), names(people), viewer.can(EDIT),
    )  # fmt: skip


def _results(
    viewer: Viewer, rows: list[KeyResult], state: GoalState, versions: list[RuleVersion], said: list[CheckIn]
) -> list[Result]:
    states = {one.id: one for one in state.key_results}
    readings = list(Reading.objects.filter(key_result__in=rows).order_by("starts"))
    active = state.state == State.ACTIVE
    return [
        Result(
            row, states[row.pk], [one for one in readings if one.key_result_id == row.pk],
            [one for one in versions if one.key_result_id == row.pk],
            [one for one in said if one.key_result_id == row.pk][:LATEST],
            active and bool(may_check_in(viewer, row)),
        )
        for row in rows
    ]  # fmt: skip


def _rails(rows: list[Guardrail], state: GoalState) -> list[Rail]:
    states = {one.id: one for one in state.guardrails}
    readings = list(Reading.objects.filter(guardrail__in=rows).order_by("starts"))
    return [Rail(row, states[row.pk], [one for one in readings if one.guardrail_id == row.pk]) for row in rows]


def _panels(viewer: Viewer, goal: Goal) -> list[Panel]:
    """What upper rooms hang here, as far as there is anything."""
    offered = sorted(items("goal-panels"), key=lambda panel: panel.order)
    seen = [panel for panel in offered if not panel.permission or viewer.can(panel.permission)]
    built = [Panel(panel, panel.build(viewer, goal)) for panel in seen]
    return [panel for panel in built if panel.found]


def _moves(versions: list[RuleVersion], results: list[KeyResult], rails: list[Guardrail]) -> list[Moved]:
    """Every change of terms after the first version, newest first."""
    parts: dict[tuple[bool, int], KeyResult | Guardrail] = {(True, one.pk): one for one in results}
    parts |= {(False, one.pk): one for one in rails}
    before: dict[tuple[bool, int], RuleVersion] = {}
    moved = []
    for version in versions:
        key = (version.key_result_id is not None, version.key_result_id or version.guardrail_id or 0)
        if key in before or version.reason:
            moved.append(_move(version, before.get(key), parts[key]))
        before[key] = version
    return sorted(moved, key=lambda one: (one.version.valid_from, one.version.pk), reverse=True)


def _move(version: RuleVersion, before: RuleVersion | None, part: KeyResult | Guardrail) -> Moved:
    form, unit = format_of(metrics().get(part.metric)), getattr(part, "unit", "")
    was = before.values if before else {}
    changes = [
        (name, _said(was.get(name), name, form, unit) if before else "", _said(value, name, form, unit))
        for name, value in version.values.items()
        if name != "shape" and was.get(name) != value
    ]
    return Moved(version, title_of(part), changes)


def _said(value: Any, name: str, form: str, unit: str) -> str:
    """A value of the terms as it is read."""
    if name in {"baseline", "target", "limit"}:
        return written(value, form, unit)
    if name == "tolerance":
        return written(value, "percent")
    if name == "points":
        return ", ".join(f"{date.fromisoformat(day)}: {written(one, form, unit)}" for day, one in value or ()) or "—"
    labels = {"line": TargetLine, "judge": Judge, "bound": Bound}
    return str(labels[name](value).label) if name in labels and value else "—"
