"""Ask for something to be done."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed
from steward.people.community.public import cook
from steward.team.work.actions.check import (
    checked_address,
    checked_day,
    checked_items,
    checked_labels,
    checked_note,
    checked_people,
    checked_title,
)
from steward.team.work.actions.place import top_of
from steward.team.work.enums import BY_HAND, EDIT, Priority, State, Workdays
from steward.team.work.events import TaskAssigned, TaskMade
from steward.team.work.models import ChecklistItem, Task, TaskLabel
from steward.team.work.rules.due import due_moment, reminder, split, zone
from steward.team.work.rules.repeating import checked_rule

#: A task that has a day is reminded of a working day before, unless asked otherwise.
A_DAY = 24 * 60


class More(TypedDict, total=False):
    """What else a new task can have; see the model."""

    source_title: str
    priority: int
    labels: Sequence[str]
    helpers: Sequence[int]
    remind: int | None
    workdays_only: bool
    repeat: str
    workdays: str
    words: Sequence[str]  # texts to copy
    permission: str  # only who holds it sees the task
    place: str
    key: str | None  # unique: a second one of the same key is not made, the first comes back


@transaction.atomic
def make_task(
    *,
    actor: Viewer,
    title: str,
    source: str = "",
    source_url: str = "",
    owner_id: int | None = None,
    due: date | datetime | None = None,
    goal: int | Sequence[int] | None = None,
    note: str = "",
    checklist: Sequence[str] = (),
    now: datetime | None = None,
    **more: Unpack[More],
) -> Task:
    """Make a task; `due` is a day or a moment, `goal` what it serves. It comes at the top of what is to be done.

    Raises Forbidden, Invalid.
    """
    require(allowed(actor, EDIT))
    now, key = now or clock.now(), more.get("key")
    if key and (found := Task.objects.filter(key=key).first()):
        return found
    _check(due, source, key)
    on, at = split(due)
    task = Task(
        title=checked_title(title), note=checked_note(note), source=source, source_url=checked_address(source_url),
        due_on=on, due_time=at, owner_id=owner_id, maker_id=actor.account_id, made_at=now, key=key,
        position=top_of(State.TODO),
    )  # fmt: skip
    helpers, labels = list(more.get("helpers", ())), checked_labels(more.get("labels", ()))
    steps = checked_items(checklist)
    _fill(task, more, now)
    checked_people([owner_id, *helpers], task)
    task.save(force_insert=True)
    _hang(task, helpers, labels, steps)
    _serve(actor, task, goal)
    publish(TaskMade(task.pk, source), actor=actor.name)
    if owner_id is not None:
        publish(TaskAssigned(task.pk, owner_id, None), actor=actor.name)
    return task


def _check(due: date | datetime | None, source: str, key: str | None) -> None:
    checked_day(due)
    if source.startswith(BY_HAND) and key != source:  # only conduct's own tasks speak to conduct
        raise Invalid({"source": _("Tasks of this source are made by themselves.")})


def _hang(task: Task, helpers: Sequence[int], labels: Sequence[str], steps: Sequence[str]) -> None:
    task.helpers.set(helpers)
    TaskLabel.objects.bulk_create(TaskLabel(task=task, name=name) for name in labels)
    ChecklistItem.objects.bulk_create(ChecklistItem(task=task, text=text, position=n) for n, text in enumerate(steps))


def _fill(task: Task, more: More, now: datetime) -> None:
    task.html = cook(task.note)
    task.source_title, task.words = more.get("source_title", "")[:200], list(more.get("words", ()))
    task.priority = Priority(more.get("priority", Priority.NORMAL))
    task.permission, task.place = more.get("permission", ""), more.get("place", "")
    task.workdays_only = more.get("workdays_only", True)
    task.remind = more.get("remind", A_DAY)
    if rule := more.get("repeat", ""):
        task.due_on = task.due_on or now.astimezone(zone()).date()
        task.repeat, task.repeat_from = checked_rule(rule, task.due_on), task.due_on
        task.workdays = Workdays(more.get("workdays", Workdays.ANY))
    task.due_at = due_moment(task.due_on, task.due_time)
    remind_at = reminder(task.due_on, task.due_time, task.remind, workdays_only=task.workdays_only)
    # Nobody is reminded at once of what they have just written down.
    task.remind_at = remind_at if remind_at and remind_at > now else None


def _serve(actor: Viewer, task: Task, goal: int | Sequence[int] | None) -> None:
    """Say which goals it serves, where somebody keeps goals."""
    goals = [goal] if isinstance(goal, int) else list(goal or ())
    for purposes in items("purposes") if goals else ():
        purposes.serve(actor=actor, kind="task", object_id=task.pk, goals=goals)
