"""The one way a task changes: values in, facts and what follows out. Every verb below goes through here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from steward.foundation.journal.public import Decision, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.community.public import cook
from steward.team.work.actions.next_turn import make_next_turn, take_back_next_turn
from steward.team.work.actions.place import top_of
from steward.team.work.actions.tell_conduct import tell_conduct
from steward.team.work.enums import CHANGE, EDIT, State
from steward.team.work.events import (
    TaskAssigned,
    TaskDropped,
    TaskEdited,
    TaskFinished,
    TaskMoved,
    TaskReopened,
)
from steward.team.work.models import Task, TaskLabel
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.rules.due import due_moment, reminder

#: What one changes on the board, not in the form: it does not disturb who is writing in the form.
_BOARD = frozenset({"state", "position", "waiting_for"})
_DUE = frozenset({"due_on", "due_time", "remind", "workdays_only"})


@dataclass(frozen=True, slots=True)
class Change:
    """What one task was and is now, in the fields that differ, JSON-ready."""

    task_id: int
    before: dict[str, Any]
    after: dict[str, Any]


def locked(actor: Viewer, task_id: int) -> Task:
    """The task, locked until the transaction ends. Raises Forbidden, NotFound."""
    require(allowed(actor, EDIT))
    found = tasks_for(actor).select_for_update().filter(pk=task_id).first()
    if found is None:
        raise NotFound
    return found


def change(actor: Viewer, task: Task, values: Mapping[str, Any], now: datetime | None = None) -> Change | None:
    """Give a locked task these values, publish what that means, do what follows; None where nothing differs.

    `labels` and `helpers` are lists of names and account ids, the rest are fields of the model.
    """
    now = now or clock.now()
    before = {name: value_of(task, name) for name in values}
    differing = {name: value for name, value in values.items() if value != before[name]}
    if not differing:
        return None
    was = State(task.state)
    if "state" in differing:
        differing |= _entered(task, State(differing["state"]), values)
        before |= {name: value_of(task, name) for name in differing}
    for name, value in differing.items():
        _set(task, name, value)
    _derive(task, differing, was, actor, now)
    task.save()
    _publish(actor, task, differing, before, was)
    _follow(actor, task, was, now)
    return Change(
        task.pk, {name: _plain(before[name]) for name in differing},
        {name: _plain(value) for name, value in differing.items()},
    )  # fmt: skip


def remember(actor: Viewer, changes: list[Change]) -> Decision | None:
    """Keep changes as one decision of the journal, so that they can be taken back together; None without changes."""
    if not changes:
        return None
    subject = f"task:{changes[0].task_id}" if len(changes) == 1 else "tasks"
    return decide(
        kind=CHANGE, subject=subject, account_id=actor.account_id,
        evidence={"after": {str(one.task_id): one.after for one in changes}},
        undo={"before": {str(one.task_id): one.before for one in changes}},
    )  # fmt: skip


def value_of(task: Task, name: str) -> Any:
    """The present value of a field as `change` takes it."""
    if name == "labels":
        return sorted(task.labels.values_list("name", flat=True))
    if name == "helpers":
        return sorted(task.helpers.values_list("pk", flat=True))
    return getattr(task, name)


def plain_values(task: Task, names: list[str]) -> dict[str, Any]:
    """The present values, JSON-ready."""
    return {name: _plain(value_of(task, name)) for name in names}


def _entered(task: Task, state: State, values: Mapping[str, Any]) -> dict[str, Any]:
    """What comes with another state: a place in its column, and nothing it waits for unless it waits."""
    more: dict[str, Any] = {}
    if "position" not in values:
        more["position"] = top_of(state)
    if state != State.WAITING and task.waiting_for:
        more["waiting_for"] = ""
    return more


def _set(task: Task, name: str, value: Any) -> None:
    if name == "labels":
        task.labels.all().delete()
        TaskLabel.objects.bulk_create(TaskLabel(task=task, name=label) for label in value)
    elif name == "helpers":
        task.helpers.set(value)
    else:
        setattr(task, name, value)


def _derive(task: Task, differing: Mapping[str, Any], was: State, actor: Viewer, now: datetime) -> None:
    """What follows from other fields: cooked words, moments, who finished, the version."""
    if "note" in differing:
        task.html = cook(task.note)
    if differing.keys() & _DUE:
        task.due_at = due_moment(task.due_on, task.due_time)
        task.remind_at = reminder(task.due_on, task.due_time, task.remind, workdays_only=task.workdays_only)
        task.late_told = False
    if task.state != was:
        task.finished_at = None if task.is_open else now
        task.finished_by_id = None if task.is_open else actor.account_id
    if differing.keys() - _BOARD:
        task.version += 1


def _publish(actor: Viewer, task: Task, differing: Mapping[str, Any], before: Mapping[str, Any], was: State) -> None:
    if "owner_id" in differing:
        publish(TaskAssigned(task.pk, task.owner_id, before["owner_id"]), actor=actor.name)
    if task.state != was or "position" in differing:
        publish(_moved(task, was), actor=actor.name)
    fields = tuple(sorted(differing.keys() - _BOARD - {"owner_id", "repeat_from"}))
    if fields:
        due_before, due = (str(where.get("due_on") or "") for where in (before, differing))
        is_moved = "due_on" in differing
        publish(TaskEdited(task.pk, fields, due_before if is_moved else "", due if is_moved else ""), actor=actor.name)


def _moved(task: Task, was: State) -> TaskMoved | TaskFinished | TaskReopened | TaskDropped:
    if task.state == was or (task.is_open and was in {State.TODO, State.DOING, State.WAITING}):
        return TaskMoved(task.pk, was, task.state)
    if task.state == State.DONE:
        return TaskFinished(task.pk, task.source)
    if task.state == State.DROPPED:
        return TaskDropped(task.pk, task.source)
    return TaskReopened(task.pk, task.source)


def _follow(actor: Viewer, task: Task, was: State, now: datetime) -> None:
    if task.state == was:
        return
    if not task.is_open:
        make_next_turn(actor, task, now)
    elif was in {State.DONE, State.DROPPED}:
        take_back_next_turn(actor, task)
    if State.DONE in {task.state, was}:
        tell_conduct(actor, task, done=task.state == State.DONE)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value
