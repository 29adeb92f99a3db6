"""Tasks, what belongs to them, and calendar feeds."""

from steward.team.work.models.feeds import CalendarFeed
from steward.team.work.models.tasks import ChecklistItem, Task, TaskComment, TaskLabel

__all__ = ["CalendarFeed", "ChecklistItem", "Task", "TaskComment", "TaskLabel"]
