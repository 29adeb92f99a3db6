"""The vocabulary of goals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: The permission to read goals, and the one to make, change, activate and close them.
VIEW = "goals.view"
EDIT = "goals.edit"


class State(models.TextChoices):
    """Where a goal stands."""

    DRAFT = "draft", pgettext_lazy("a goal", "draft")
    ACTIVE = "active", pgettext_lazy("a goal", "under way")
    CLOSED = "closed", pgettext_lazy("a goal", "closed")
    DROPPED = "dropped", pgettext_lazy("a goal", "dropped")


class PeriodKind(models.TextChoices):
    """How long a goal runs."""

    YEAR = "year", pgettext_lazy("a period", "year")
    QUARTER = "quarter", pgettext_lazy("a period", "quarter")
    MONTH = "month", pgettext_lazy("a period", "month")
    CUSTOM = "custom", pgettext_lazy("a period", "days of its own")


class Audience(models.TextChoices):
    """Who sees a goal."""

    TEAM = "team", pgettext_lazy("who sees a goal", "the team")
    MEMBERS = "members", _("the team and members")


class Rhythm(models.TextChoices):
    """How often owners of key results check in."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month")


#: Days after which a check-in of each rhythm is due again.
RHYTHM_DAYS = {Rhythm.WEEKLY.value: 7, Rhythm.FORTNIGHTLY.value: 14, Rhythm.MONTHLY.value: 30}


class Source(models.TextChoices):
    """Where the value of a key result comes from."""

    METRIC = "metric", _("a metric")
    MANUAL = "manual", _("typed at each check-in")


class Mode(models.TextChoices):
    """How a metric is read."""

    LAST = "last", _("the last whole step")
    PERIOD = "period", _("everything since the goal began")


class Way(models.TextChoices):
    """Which way is better."""

    HIGHER = "higher", _("more is better")
    LOWER = "lower", _("less is better")


class TargetLine(models.TextChoices):
    """How the target is approached."""

    STRAIGHT = "straight", _("straight")
    STEPPED = "stepped", _("in steps")
    SEASONAL = "seasonal", _("like the seasons of last year")


class Judge(models.TextChoices):
    """What a verdict is based on."""

    FORECAST = "forecast", _("the forecast and the pace")
    PACE = "pace", _("the pace alone")


class Bound(models.TextChoices):
    """On which side of its bound a guardrail holds."""

    AT_MOST = "at_most", _("at most")
    AT_LEAST = "at_least", _("at least")


class Verdict(models.TextChoices):
    """What the rule says."""

    ON_TRACK = "on_track", pgettext_lazy("a verdict", "on track")
    AT_RISK = "at_risk", pgettext_lazy("a verdict", "at risk")
    OFF = "off", pgettext_lazy("a verdict", "off")
    UNKNOWN = "unknown", pgettext_lazy("a verdict", "not known yet")


class Outcome(models.TextChoices):
    """What became of a goal."""

    REACHED = "reached", pgettext_lazy("a goal", "reached")
    PARTLY = "partly", pgettext_lazy("a goal", "partly reached")
    MISSED = "missed", pgettext_lazy("a goal", "missed")


#: Key results a goal should have at most; more are possible and remarked upon.
RECOMMENDED = 5
MOST_KEY_RESULTS = 12
MOST_GUARDRAILS = 12
#: The part of the line's height a last reading may be behind it and still be on track.
TOLERANCE = 0.05
#: Days after which a typed value is stale.
STALE_DAYS = 10
LONGEST_TITLE = 160
LONGEST_TEXT = 4000
#: How deep the tree may be.
DEEPEST = 5
