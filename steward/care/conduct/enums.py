"""The vocabulary of conduct."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """What a judgement does to the author, from least to most; `NONE` found nothing against them."""

    NONE = "none", pgettext_lazy("a sanction", "no violation")
    REMIND = "remind", pgettext_lazy("a sanction", "reminder")
    WARN = "warn", pgettext_lazy("a sanction", "warning")
    HIDE = "hide", pgettext_lazy("a sanction", "hidden")
    MUTE = "mute", pgettext_lazy("a sanction", "muted")
    RESTRICT = "restrict", pgettext_lazy("a sanction", "restricted")
    SUSPEND = "suspend", pgettext_lazy("a sanction", "suspended")
    BAN = "ban", pgettext_lazy("a sanction", "banned")


#: The order of levels: a later one weighs more.
WEIGHT = {level: place for place, level in enumerate(Level)}

#: Levels that hold somebody back, by the kind of restraint they impose; they end, but for the last.
RESTRAINTS = {Level.MUTE: "mute", Level.RESTRICT: "restrict", Level.SUSPEND: "suspend", Level.BAN: "ban"}


class CaseState(models.TextChoices):
    """Where a case stands."""

    OPEN = "open", _("open")
    PAUSED = "paused", _("paused")
    DECIDED = "decided", _("decided")


class Source(models.TextChoices):
    """How something came into the queue."""

    REPORT = "report", _("report by a member")
    HELD = "held", _("held before it was published")
    RULE = "rule", _("hit of a rule")
    MODEL = "model", _("proposal of the classifier")
    TEAM = "team", _("opened by the team")


class Outcome(models.TextChoices):
    """What became of a signal: the report was right, or it was not."""

    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")


class Pause(models.TextChoices):
    """Why the clock of a case stands still."""

    AUTHOR = "author", _("waiting for the author's answer")
    REPORTER = "reporter", _("waiting for the reporter's answer")
    EXPERT = "expert", _("waiting for advice (legal, language, safety)")
    AUTHORITY = "authority", _("waiting for an authority")


class Step(models.TextChoices):
    """What happened to a case between its opening and its judgement."""

    CLAIMED = "claimed", _("claimed")
    RELEASED = "released", _("given back")
    EXPIRED = "expired", _("claim expired")
    HANDED = "handed", _("handed over")
    ASKED = "asked", _("second opinion asked")
    ADVISED = "advised", _("second opinion given")
    PAUSED = "paused", _("clock paused")
    RESUMED = "resumed", _("clock runs again")
    NOTED = "noted", pgettext_lazy("step of a case", "note")
    CONFLICT = "conflict", _("conflict of interest declared")
    FREED = "freed", _("conflict of interest taken back")
    CLOSED = "closed", _("closed without a judgement")
    REOPENED = "reopened", _("opened again")
