"""Change what a task says."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack

from django.db import transaction

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.team.work.actions.change_task import change, locked, remember
from steward.team.work.actions.check import (
    checked_day,
    checked_labels,
    checked_note,
    checked_people,
    checked_title,
)
from steward.team.work.enums import Priority, Workdays
from steward.team.work.errors import Overtaken
from steward.team.work.models import Task
from steward.team.work.rules.due import zone
from steward.team.work.rules.repeating import checked_rule


class Edit(TypedDict, total=False):
    """What may be changed; what is not given stays."""

    title: str
    note: str
    priority: int
    owner_id: int | None
    helpers: Sequence[int]
    labels: Sequence[str]
    due_on: date | None
    due_time: time | None
    remind: int | None
    workdays_only: bool
    repeat: str
    workdays: str
    waiting_for: str


@transaction.atomic
def edit_task(
    *, actor: Viewer, task_id: int, version: int | None = None, now: datetime | None = None, **values: Unpack[Edit]
) -> Decision | None:
    """Change a task; None where nothing differs. With the `version` one has read, nothing of others is overwritten.

    Raises Forbidden, NotFound, Invalid, Overtaken.
    """
    task = locked(actor, task_id)
    if version is not None and version != task.version:
        raise Overtaken
    found = change(actor, task, checked_values(task, values, now), now)
    return remember(actor, [found] if found else [])


def checked_values(task: Task, values: Edit, now: datetime | None = None) -> dict[str, Any]:
    """The values as `change` takes them. Raises Invalid."""
    found: dict[str, Any] = dict(values)
    checked_day(values.get("due_on"))
    if "title" in values:
        found["title"] = checked_title(values["title"])
    if "note" in values:
        found["note"] = checked_note(values["note"])
    if "labels" in values:
        found["labels"] = checked_labels(values["labels"])
    if "helpers" in values:
        found["helpers"] = sorted(set(values["helpers"]))
    if "waiting_for" in values:
        found["waiting_for"] = values["waiting_for"].strip()[:200]
    if "priority" in values:
        found["priority"] = Priority(values["priority"]).value
    # Who is there already stays, even if they see no tasks any more.
    known = {task.owner_id, *task.helpers.values_list("pk", flat=True)}
    checked_people({values.get("owner_id"), *found.get("helpers", ())} - known, task)
    _repeating(task, found, now)
    if found.get("due_on", task.due_on) is None:
        found["due_time"] = None
    return found


def _repeating(task: Task, found: dict[str, Any], now: datetime | None) -> None:
    """A rule starts to count on the due day; a task that repeats has one."""
    rule = found.get("repeat", task.repeat)
    if not rule:
        return
    due = found.get("due_on", task.due_on)
    if due is None:
        due = found["due_on"] = (now or clock.now()).astimezone(zone()).date()
    if rule != task.repeat:
        found["repeat"], found["repeat_from"] = checked_rule(rule, due), due
    if "workdays" in found:
        found["workdays"] = Workdays(found["workdays"]).value
