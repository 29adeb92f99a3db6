"""The next turn of a task that repeats: made once, when the turn before is over or when its own day has come."""

from datetime import datetime

from django.db import IntegrityError, transaction

from steward.foundation.journal.public import publish
from steward.people.access.public import Viewer
from steward.team.work.actions.place import top_of
from steward.team.work.enums import State
from steward.team.work.events import TaskDropped, TaskMade
from steward.team.work.models import ChecklistItem, Task, TaskLabel
from steward.team.work.rules.due import calendar, due_moment, reminder, zone
from steward.team.work.rules.repeating import current_turn

#: What a turn has from the one before it.
_SAME = (
    "title", "note", "html", "words", "priority", "owner_id", "maker_id", "due_time", "remind", "workdays_only",
    "repeat", "repeat_from", "workdays", "source", "source_title", "source_url", "permission", "place",
)  # fmt: skip


def make_next_turn(actor: Viewer, task: Task, now: datetime, *, only_if_come: bool = False) -> Task | None:
    """Make the turn after this one; None where it does not repeat, has ended, or was made before.

    Turns missed meanwhile are left out. With `only_if_come`, nothing is made before its day. The unique link to the
    turn before lets two processes make one.
    """
    if not task.repeat or task.due_on is None or Task.objects.filter(previous=task).exists():
        return None
    today = now.astimezone(zone()).date()
    start = task.repeat_from or task.due_on
    day = current_turn(task.repeat, start, task.due_on, today, workdays=task.workdays, calendar=calendar())
    if day is None or (only_if_come and day > today):
        return None
    made = Task(previous=task, state=State.TODO, made_at=now, due_on=day, position=top_of(State.TODO))
    for name in _SAME:
        setattr(made, name, getattr(task, name))
    made.due_at = due_moment(day, task.due_time)
    made.remind_at = reminder(day, task.due_time, task.remind, workdays_only=task.workdays_only)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # somebody else made it a moment ago
        return None
    _copy_parts(task, made)
    publish(TaskMade(made.pk, made.source), actor=actor.name)
    return made


def take_back_next_turn(actor: Viewer, task: Task) -> None:
    """The turn is to be done after all: the next one goes, unless somebody has touched it."""
    made = Task.objects.select_for_update().filter(previous=task, state=State.TODO, version=1).first()
    if made and not made.comments.exists() and not made.checklist.exclude(done_at=None).exists():
        publish(TaskDropped(made.pk, made.source), actor=actor.name)
        made.delete()


def _copy_parts(task: Task, made: Task) -> None:
    made.helpers.set(task.helpers.all())
    TaskLabel.objects.bulk_create(TaskLabel(task=made, name=label.name) for label in task.labels.all())
    ChecklistItem.objects.bulk_create(
        ChecklistItem(task=made, text=item.text, position=item.position) for item in task.checklist.all()
    )
