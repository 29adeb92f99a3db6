"""The vocabulary of appeals."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an appeal stands."""

    OPEN = "open", pgettext_lazy("an appeal", "waits for an answer")
    DECIDED = "decided", pgettext_lazy("an appeal", "decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("an appeal", "withdrawn")


class Outcome(models.TextChoices):
    """What became of the decision that was appealed against."""

    UPHELD = "upheld", pgettext_lazy("a decision after an appeal", "stands")
    OVERTURNED = "overturned", pgettext_lazy("a decision after an appeal", "overturned")


#: Characters of an appeal, of one message in it, of the answer.
LONGEST = 4000
#: Messages one side may write before the other has answered.
MOST_IN_A_ROW = 5

#: The permission to take, discuss and decide appeals.
DECIDE = "appeals.decide"
#: The permission of those who are told when an appeal is late.
OVERSEE = "appeals.oversee"
#: The scope an API token needs for appeals of one's own.
OWN = "appeals.own"
