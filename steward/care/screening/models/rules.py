"""Rules and their history."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from steward.care.screening.enums import Mode, OffBy


class Rule(models.Model):
    """What to look for and what to do, as it stands. `condition` is a tree of the engine's grammar.

    Everything in `BODY` makes a new version when it changes; the mode and the ceiling do not.
    """

    BODY: ClassVar = ("name", "condition", "acts", "clause", "priority", "places", "spares_team")

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    condition = models.JSONField()
    acts = models.JSONField(default=list)  # [{"kind", "value", "to"}]
    clause = models.CharField(max_length=60, blank=True)  # key of a clause of the code
    priority = models.IntegerField(default=0)  # higher is asked first
    places = models.JSONField(default=list)  # "category:3", "channel:7"; [] is everywhere
    spares_team = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.OFF)
    off_by = models.CharField(max_length=10, choices=OffBy, blank=True, default=OffBy.NOTHING)
    ceiling = models.IntegerField(default=30)  # live hits in an hour; 0 is none
    shadow_since = models.DateTimeField(null=True, blank=True)  # this version; None: not in shadow yet
    live_since = models.DateTimeField(null=True, blank=True)
    cost_ms = models.FloatField(null=True, blank=True)  # for 1,000 messages, in its last rehearsal
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-priority", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def body(self) -> dict[str, Any]:
        """What its version is a version of."""
        return {name: getattr(self, name) for name in self.BODY}


class RuleVersion(models.Model):
    """A rule as it stood; never changed."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    body = models.JSONField()
    at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints = (models.UniqueConstraint(fields=("rule", "number"), name="screening_rule_version"),)

    def __str__(self) -> str:
        return f"{self.rule_id} v{self.number}"


class Switches(models.Model):
    """The one row of settings of the room."""

    stopped_at = models.DateTimeField(null=True, blank=True)  # every rule is off
    shadow_hours = models.IntegerField(default=24)  # a version's time in shadow before it is live
    rehearsed_first = models.BooleanField(default=True)
    ceiling = models.IntegerField(default=30)  # what a new rule begins with

    def __str__(self) -> str:
        return "stopped" if self.stopped_at else "running"
