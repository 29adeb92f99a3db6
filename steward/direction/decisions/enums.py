"""The vocabulary of decisions about numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What the team does about a number."""

    ACT = "act", pgettext_lazy("a decision", "act")
    WATCH = "watch", pgettext_lazy("a decision", "watch")
    ACCEPT = "accept", pgettext_lazy("a decision", "accept")


class State(models.TextChoices):
    """Where a decision stands."""

    OPEN = "open", pgettext_lazy("a decision", "open")
    MEASURED = "measured", pgettext_lazy("a decision", "measured")
    CLOSED = "closed", pgettext_lazy("a decision", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("a decision", "withdrawn")


class Exposure(models.TextChoices):
    """Who is touched by what was decided; whoever is not can be compared with."""

    EVERYBODY = "everybody", _("everybody: there is nobody to compare with")
    CHANNELS = "channels", _("one channel: compare with channels like it")
    SOURCES = "sources", _("one source: compare with sources like it")
    MEMBERS = "members", _("some members: compare with members like them")


class Verdict(models.TextChoices):
    """What came of it, judged against what was expected."""

    WORKED = "worked", _("worked")
    DID_NOT = "did_not", _("did not work")
    CANNOT_TELL = "cannot_tell", _("cannot be told")


class Method(models.TextChoices):
    """How an effect was measured, the strongest first."""

    MEMBERS = "members", _("compared with members like them")
    PLACES = "places", _("compared with places like it")
    FORECAST = "forecast", _("before and after, against the forecast")
    BEFORE_AFTER = "before_after", _("before and after")


#: The permission to read decisions, to make them, to put a number under watch.
VIEW, MAKE, WATCH = "decisions.view", "decisions.make", "decisions.watch"

#: Characters of a statement, of everything longer.
LINE, LONGEST = 200, 4000
#: Members whose exposure can be frozen with one decision.
MOST_EXPOSED = 50_000
#: Tasks that can be made in the same step.
MOST_TASKS = 20
