"""The vocabulary of tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How far a task is."""

    TODO = "todo", pgettext_lazy("a task", "to do")
    DOING = "doing", pgettext_lazy("a task", "in hand")
    WAITING = "waiting", pgettext_lazy("a task", "waiting")
    DONE = "done", pgettext_lazy("a task", "done")
    DROPPED = "dropped", pgettext_lazy("a task", "dropped")


class Priority(models.IntegerChoices):
    """How much a task presses."""

    LOW = 1, pgettext_lazy("priority", "low")
    NORMAL = 2, pgettext_lazy("priority", "normal")
    HIGH = 3, pgettext_lazy("priority", "high")
    URGENT = 4, pgettext_lazy("priority", "urgent")


class Workdays(models.TextChoices):
    """What a repeating task does on days nobody works (weekends but for 调休, public holidays)."""

    ANY = "", _("comes on any day")
    ONLY = "only", _("is left out on days off")
    NEXT = "next", _("moves to the next working day")


#: Not over yet, and the columns of the board.
OPEN = (State.TODO, State.DOING, State.WAITING)
BOARD = (*OPEN, State.DONE)

#: Characters of a title, a note or comment, an item of a checklist; items and labels of a task.
LONGEST_TITLE = 200
LONGEST_NOTE = 20_000
LONGEST_ITEM = 300
LONGEST_LABEL = 40
MOST_ITEMS = 100
MOST_LABELS = 12

#: Permissions: to see tasks, to make and change them, to drop those of others.
VIEW = "work.view"
EDIT = "work.edit"
DROP = "work.drop"
#: The kind of the journal's decision that a change is kept as, for taking it back.
CHANGE = "work.change"
#: What the source of a task begins with that conduct asked for, to be done by hand on a channel.
BY_HAND = "channel-task:"
