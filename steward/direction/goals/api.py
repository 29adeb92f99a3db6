"""Goals over JSON."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from steward.direction.goals import schemas
from steward.direction.goals.actions.activate import activate
from steward.direction.goals.actions.check_in import check_in
from steward.direction.goals.actions.close import close, drop, reopen
from steward.direction.goals.actions.write_goal import change_goal, copy_goal, make_goal
from steward.direction.goals.actions.write_part import (
    add_guardrail,
    add_key_result,
    change_guardrail,
    change_key_result,
)
from steward.direction.goals.enums import State
from steward.direction.goals.models import CheckIn
from steward.direction.goals.queries.states import goals_for, key_result_for, state_of, states_of
from steward.people.access.api import Problem, answers
from steward.people.access.public import Viewer, viewer_in

router = Router(tags=["goals"])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]
Revision = Annotated[int | None, Query(ge=0, le=2**31 - 1)]


@router.get("/goals", response=answers(schemas.GoalsOut))
def list_goals(
    request: HttpRequest,
    state: State | None = None,
    after: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> dict[str, Any]:
    """Goals by number, as they were last read."""
    rows = goals_for(viewer_in(request)).order_by("number")
    rows = rows.filter(state=state) if state else rows
    found = list((rows.filter(number__gt=after) if after is not None else rows)[: limit + 1])
    items = [schemas.goal_out(one) for one in states_of(found[:limit])]
    return {"items": items, "next": found[limit - 1].number if len(found) > limit else None}


@router.post("/goals", response=answers(schemas.GoalOut, 201))
def create_goal(request: HttpRequest, given: schemas.GoalIn) -> tuple[int, dict[str, Any]]:
    """Write a goal down as a draft."""
    viewer = viewer_in(request)
    return 201, _told(viewer, make_goal(actor=viewer, values=given.values()).pk)


@router.get("/goals/{goal_id}", response=answers(schemas.GoalOut))
def read_goal(request: HttpRequest, goal_id: Id) -> dict[str, Any]:
    """One goal as it was last read."""
    return _told(viewer_in(request), goal_id)


@router.put("/goals/{goal_id}", response=answers(schemas.GoalOut) | {409: Problem})
def write_goal(request: HttpRequest, goal_id: Id, given: schemas.GoalIn, revision: Revision = None) -> dict[str, Any]:
    """Change a goal's words, owner, place; its days only while it is a draft. 409: changed since that `revision`."""
    viewer = viewer_in(request)
    change_goal(actor=viewer, goal_id=goal_id, values=given.values(), revision=revision)
    return _told(viewer, goal_id)


@router.post("/goals/{goal_id}/activate", response=answers(schemas.GoalOut))
def activate_goal(request: HttpRequest, goal_id: Id) -> dict[str, Any]:
    """Begin a draft; 400 with a sentence for each thing it lacks."""
    viewer = viewer_in(request)
    activate(actor=viewer, goal_id=goal_id)
    return _told(viewer, goal_id)


@router.post("/goals/{goal_id}/close", response=answers(schemas.GoalOut))
def close_goal(request: HttpRequest, goal_id: Id, given: schemas.GoalCloseIn) -> dict[str, Any]:
    """Close a goal under way with what became of it."""
    viewer = viewer_in(request)
    close(actor=viewer, goal_id=goal_id, outcome=given.outcome, note=given.note)
    return _told(viewer, goal_id)


@router.post("/goals/{goal_id}/drop", response=answers(schemas.GoalOut))
def drop_goal(request: HttpRequest, goal_id: Id, given: schemas.GoalDropIn) -> dict[str, Any]:
    """Give a goal up."""
    viewer = viewer_in(request)
    drop(actor=viewer, goal_id=goal_id, reason=given.reason)
    return _told(viewer, goal_id)


@router.post("/goals/{goal_id}/reopen", response=answers(schemas.GoalOut))
def reopen_goal(request: HttpRequest, goal_id: Id) -> dict[str, Any]:
    """Take closing or dropping back."""
    viewer = viewer_in(request)
    reopen(actor=viewer, goal_id=goal_id)
    return _told(viewer, goal_id)


@router.post("/goals/{goal_id}/copy", response=answers(schemas.GoalOut, 201))
def copy_to_next_period(request: HttpRequest, goal_id: Id) -> tuple[int, dict[str, Any]]:
    """A draft for the next period with the same parts."""
    viewer = viewer_in(request)
    return 201, _told(viewer, copy_goal(actor=viewer, goal_id=goal_id).pk)


@router.post("/goals/{goal_id}/key-results", response=answers(schemas.GoalOut, 201))
def add_result(request: HttpRequest, goal_id: Id, given: schemas.GoalKeyResultIn) -> tuple[int, dict[str, Any]]:
    """Add a key result."""
    viewer = viewer_in(request)
    add_key_result(actor=viewer, goal_id=goal_id, values=given.values(), reason=given.reason)
    return 201, _told(viewer, goal_id)


@router.put("/goals/key-results/{key_result_id}", response=answers(schemas.GoalOut) | {409: Problem})
def change_result(
    request: HttpRequest, key_result_id: Id, given: schemas.GoalKeyResultIn, revision: Revision = None
) -> dict[str, Any]:
    """Change a key result; once under way other terms need a reason."""
    viewer = viewer_in(request)
    changed = change_key_result(
        actor=viewer, key_result_id=key_result_id, values=given.values(), reason=given.reason, revision=revision
    )
    return _told(viewer, changed.goal_id)


@router.post("/goals/{goal_id}/guardrails", response=answers(schemas.GoalOut, 201))
def add_rail(request: HttpRequest, goal_id: Id, given: schemas.GoalGuardrailIn) -> tuple[int, dict[str, Any]]:
    """Add a guardrail."""
    viewer = viewer_in(request)
    add_guardrail(actor=viewer, goal_id=goal_id, values=given.values(), reason=given.reason)
    return 201, _told(viewer, goal_id)


@router.put("/goals/guardrails/{guardrail_id}", response=answers(schemas.GoalOut) | {409: Problem})
def change_rail(
    request: HttpRequest, guardrail_id: Id, given: schemas.GoalGuardrailIn, revision: Revision = None
) -> dict[str, Any]:
    """Change a guardrail; once under way another bound needs a reason."""
    viewer = viewer_in(request)
    changed = change_guardrail(
        actor=viewer, guardrail_id=guardrail_id, values=given.values(), reason=given.reason, revision=revision
    )
    return _told(viewer, changed.goal_id)


@router.get("/goals/key-results/{key_result_id}/readings", response=answers(schemas.GoalReadingsOut))
def readings(request: HttpRequest, key_result_id: Id) -> dict[str, Any]:
    """What was read of a key result, step by step."""
    found = key_result_for(viewer_in(request), key_result_id)
    columns = ("starts", "ends", "value", "expected", "verdict", "version")
    return {"items": [row | {"verdict": row["verdict"] or None} for row in found.readings.values(*columns)]}


@router.get("/goals/key-results/{key_result_id}/check-ins", response=answers(schemas.GoalCheckInsOut))
def check_ins(request: HttpRequest, key_result_id: Id) -> dict[str, Any]:
    """The last hundred check-ins."""
    return {"items": list(key_result_for(viewer_in(request), key_result_id).check_ins.all()[:100])}


@router.post("/goals/key-results/{key_result_id}/check-ins", response=answers(schemas.GoalCheckInOut, 201))
def write_check_in(request: HttpRequest, key_result_id: Id, given: schemas.GoalCheckInIn) -> tuple[int, CheckIn]:
    """Check in; a second time on the same day takes the place of the first."""
    return 201, check_in(actor=viewer_in(request), key_result_id=key_result_id, **given.dict())


def _told(viewer: Viewer, goal_id: int) -> dict[str, Any]:
    return schemas.goal_out(state_of(viewer, goal_id))
