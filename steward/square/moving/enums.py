"""States of a move, and why something stays where it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a move has come."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("moved")
    STOPPED = "stopped", _("stopped")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")


class Skip(models.TextChoices):
    """Why something is not moved."""

    OUTSIDE = "outside", _("message outside of a topic")
    REMOVED = "removed", _("removed at the source")
    EMPTY = "empty", _("topic without a post")
    PRIVATE = "private", _("in a private channel")
    LEFT_OUT = "left_out", _("channel left out")
    EARLIER = "earlier", _("topic from before the chosen day")
    ACT = "act", _("not a post (a commit, a join, a system line)")
    EDITED = "edited", _("edited here since: stays as it is")


#: Kinds of jobs.
MOVE, UNDO = "moving.move", "moving.undo"
#: What a channel becomes besides the number of a category.
NEW, LEAVE = "new", "leave"
#: Services whose own counters count system lines as posts.
COUNTS_NOTICES = frozenset({"discourse"})
