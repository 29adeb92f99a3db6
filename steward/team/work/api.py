"""Tasks over JSON."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.api import Problem, answers
from steward.people.access.public import viewer_in
from steward.team.work.actions import finish_task as finishing
from steward.team.work.actions.add_quickly import add_quickly
from steward.team.work.actions.assign_task import take_task
from steward.team.work.actions.comment_task import comment_task, edit_comment, remove_comment
from steward.team.work.actions.drop_task import drop_task
from steward.team.work.actions.edit_task import edit_task
from steward.team.work.actions.keep_checklist import add_items, remove_item, rename_item, tick
from steward.team.work.actions.make_task import make_task
from steward.team.work.actions.move_task import move_task
from steward.team.work.enums import OPEN, State
from steward.team.work.queries.choices import by_label, by_owner
from steward.team.work.queries.tasks import task_for, tasks_for
from steward.team.work.rules.due import joined
from steward.team.work.schemas import (
    TaskCommentIn,
    TaskCommentOut,
    TaskEditIn,
    TaskFullOut,
    TaskIn,
    TaskItemIn,
    TaskItemOut,
    TaskItemsIn,
    TaskOut,
    TasksOut,
    TaskStateIn,
    comment_out,
    full_out,
    item_out,
    task_out,
)

router = Router(tags=["tasks"])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]


@router.get("/tasks", response=answers(TasksOut))
def listing(  # noqa: PLR0917  (one argument for each parameter of the address)
    request: HttpRequest,
    state: State | Literal["open", "late", "all"] = "open",
    owner: Annotated[str, Query(pattern=r"^(me|nobody|\d{1,18})?$")] = "",
    label: Annotated[str, Query(max_length=40)] = "",
    source: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TasksOut:
    """Tasks one may see: open ones unless `state` says otherwise, of everybody unless `owner` does (me, nobody, id)."""
    viewer = viewer_in(request)
    rows = tasks_for(viewer).prefetch_related("labels", "helpers").order_by("-pk")
    rows = rows.filter(**_state(state))
    rows = by_owner(viewer)(rows, (owner,)) if owner else rows
    rows = by_label(rows, (label,)) if label else rows
    rows = rows.filter(source=source) if source else rows
    found = list((rows.filter(pk__lt=after) if after else rows)[: limit + 1])
    following = found[limit - 1].pk if len(found) > limit else None
    return TasksOut(items=[TaskOut(**task_out(row)) for row in found[:limit]], next=following)


@router.post("/tasks", response=answers(TaskFullOut, 201))
def create(request: HttpRequest, given: TaskIn) -> tuple[int, TaskFullOut]:
    """Make a task, from a line as one types it or from fields."""
    viewer = viewer_in(request)
    if given.line:
        return 201, full_out(add_quickly(actor=viewer, line=given.line))
    own = {"line", "checklist", "source", "source_url", "goal"}
    values: dict[str, Any] = {name: value for name, value in given.values().items() if name not in own}
    on, at = values.pop("due_on", None), values.pop("due_time", None)
    task = make_task(
        actor=viewer, title=values.pop("title", ""), note=values.pop("note", ""), source=given.source,
        source_url=given.source_url, checklist=given.checklist, goal=given.goal, owner_id=values.pop("owner_id", None),
        due=joined(on, at), **values,
    )  # fmt: skip
    return 201, full_out(task)


@router.get("/tasks/{task_id}", response=answers(TaskFullOut))
def read(request: HttpRequest, task_id: Id) -> TaskFullOut:
    """One task with its steps and comments."""
    return full_out(task_for(viewer_in(request), task_id))


@router.patch("/tasks/{task_id}", response=answers(TaskFullOut) | {409: Problem})
def edit(request: HttpRequest, task_id: Id, given: TaskEditIn) -> TaskFullOut:
    """Change what a task says; 409 where somebody was quicker than the given `version`."""
    edit_task(actor=viewer_in(request), task_id=task_id, version=given.version, **given.values())
    return full_out(task_for(viewer_in(request), task_id))


@router.post("/tasks/{task_id}/move", response=answers(TaskFullOut))
def move(request: HttpRequest, task_id: Id, given: TaskStateIn) -> TaskFullOut:
    """Put it into another state, or elsewhere on the board."""
    move_task(
        actor=viewer_in(request), task_id=task_id, state=given.state, under=given.under, waiting_for=given.waiting_for
    )
    return full_out(task_for(viewer_in(request), task_id))


@router.post("/tasks/{task_id}/take", response=answers(TaskFullOut) | {409: Problem})
def take(request: HttpRequest, task_id: Id) -> TaskFullOut:
    """Take a task nobody has; 409 where somebody was quicker."""
    take_task(actor=viewer_in(request), task_id=task_id)
    return full_out(task_for(viewer_in(request), task_id))


@router.post("/tasks/{task_id}/finish", response=answers(TaskFullOut))
def finish(request: HttpRequest, task_id: Id) -> TaskFullOut:
    """It is done; done twice is done."""
    finishing.finish_task(actor=viewer_in(request), task_id=task_id)
    return full_out(task_for(viewer_in(request), task_id))


@router.post("/tasks/{task_id}/reopen", response=answers(TaskFullOut))
def reopen(request: HttpRequest, task_id: Id) -> TaskFullOut:
    """It is to be done after all."""
    finishing.reopen_task(actor=viewer_in(request), task_id=task_id)
    return full_out(task_for(viewer_in(request), task_id))


@router.delete("/tasks/{task_id}", response=answers(TaskFullOut))
def drop(request: HttpRequest, task_id: Id, *, ends: bool = False) -> TaskFullOut:
    """Drop it; of one that repeats only this turn, with `ends` every later one too."""
    drop_task(actor=viewer_in(request), task_id=task_id, ends=ends)
    return full_out(task_for(viewer_in(request), task_id))


@router.post("/tasks/{task_id}/checklist", response=answers(list[TaskItemOut], 201))
def add(request: HttpRequest, task_id: Id, given: TaskItemsIn) -> tuple[int, list[TaskItemOut]]:
    """Add steps at the end."""
    return 201, [item_out(row) for row in add_items(actor=viewer_in(request), task_id=task_id, texts=given.texts)]


@router.patch("/tasks/{task_id}/checklist/{item_id}", response=answers(TaskItemOut))
def change_item(request: HttpRequest, task_id: Id, item_id: Id, given: TaskItemIn) -> TaskItemOut:
    """Tick a step, open it again, say it otherwise."""
    viewer = viewer_in(request)
    if given.text is not None:
        rename_item(actor=viewer, task_id=task_id, item_id=item_id, text=given.text)
    if given.done is not None:
        tick(actor=viewer, task_id=task_id, item_id=item_id, done=given.done)
    found = task_for(viewer, task_id).checklist.filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return item_out(found)


@router.delete("/tasks/{task_id}/checklist/{item_id}", response=answers(None, 204))
def drop_item(request: HttpRequest, task_id: Id, item_id: Id) -> tuple[int, None]:
    """Take a step away."""
    remove_item(actor=viewer_in(request), task_id=task_id, item_id=item_id)
    return 204, None


@router.post("/tasks/{task_id}/comments", response=answers(TaskCommentOut, 201))
def comment(request: HttpRequest, task_id: Id, given: TaskCommentIn) -> tuple[int, TaskCommentOut]:
    """Write about a task."""
    return 201, comment_out(comment_task(actor=viewer_in(request), task_id=task_id, text=given.text))


@router.patch("/task-comments/{comment_id}", response=answers(TaskCommentOut))
def change_comment(request: HttpRequest, comment_id: Id, given: TaskCommentIn) -> TaskCommentOut:
    """Change a comment of one's own."""
    return comment_out(edit_comment(actor=viewer_in(request), comment_id=comment_id, text=given.text))


@router.delete("/task-comments/{comment_id}", response=answers(None, 204))
def drop_comment(request: HttpRequest, comment_id: Id) -> tuple[int, None]:
    """Remove a comment of one's own."""
    remove_comment(actor=viewer_in(request), comment_id=comment_id)
    return 204, None


def _state(state: str) -> dict[str, Any]:
    """The filter of a state, of "open", "late" or "all"."""
    if state == "all":
        return {}
    late: dict[str, Any] = {"due_at__lt": clock.now()} if state == "late" else {}
    return {"state__in": OPEN} | late if state in {"open", "late"} else {"state": state}
