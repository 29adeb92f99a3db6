"""Kinds and states of surveys, and this room's numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EDIT, VIEW = "surveys.edit", "surveys.view"
#: The kind of job that tells members.
TELL = "surveys.tell"
#: Under so many answers nothing of them is shown: each could be guessed.
FLOOR = 5
LONGEST_QUESTION, LONGEST_COMMENT, MOST_ROWS = 300, 2000, 20_000
#: So often an account may change its answers within an hour.
MOST_AN_HOUR = 12
#: Largest file of answers, in bytes.
LARGEST_FILE = 5 * 1024 * 1024


class Kind(models.TextChoices):
    """What is asked."""

    NPS = "nps", _("Recommendation, 0 to 10 (NPS)")
    PULSE = "pulse", _("Pulse, 1 to 5")


class State(models.TextChoices):
    """How far a survey has come."""

    DRAFT = "draft", _("draft")
    OPEN = "open", pgettext_lazy("a survey", "open")
    CLOSED = "closed", pgettext_lazy("a survey", "closed")


#: The lowest and the highest answer.
SCALE: dict[str, tuple[int, int]] = {Kind.NPS: (0, 10), Kind.PULSE: (1, 5)}
