"""The door of work."""

from steward.team.work.actions.finish_task import finish_task, reopen_task
from steward.team.work.actions.make_task import make_task
from steward.team.work.enums import Priority, State
from steward.team.work.events import TaskAssigned, TaskDropped, TaskFinished, TaskMade, TaskReopened
from steward.team.work.models import Task
from steward.team.work.queries.my_work import Entry, Group, my_work
from steward.team.work.queries.tasks import task_for, tasks_for, tasks_of, tasks_of_many

__all__ = [
    "Entry",
    "Group",
    "Priority",
    "State",
    "Task",
    "TaskAssigned",
    "TaskDropped",
    "TaskFinished",
    "TaskMade",
    "TaskReopened",
    "finish_task",
    "make_task",
    "my_work",
    "reopen_task",
    "task_for",
    "tasks_for",
    "tasks_of",
    "tasks_of_many",
]
