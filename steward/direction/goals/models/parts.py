"""What a goal is judged by, with every version of its terms."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from steward.direction.goals.enums import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    STALE_DAYS,
    TOLERANCE,
    Bound,
    Judge,
    Mode,
    Source,
    TargetLine,
    Way,
)
from steward.direction.goals.models.goal import Goal


class Measured(models.Model):
    """A metric with the part of the community it is asked for. Empty lists are no limit."""

    metric = models.CharField(max_length=80, blank=True)
    sources = models.JSONField(default=list, blank=True)
    channels = models.JSONField(default=list, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    segment = models.PositiveIntegerField(null=True, blank=True)  # id of a saved segment
    grain = models.CharField(max_length=8, default="week")
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)  # "" is the metric's name
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)  # of its terms; 0 while the goal is a draft

    class Meta:
        abstract = True

    def scope(self) -> dict[str, Any]:
        """The part of the community, as plain values."""
        return {"sources": self.sources, "channels": self.channels, "kinds": self.kinds, "segment": self.segment}


class KeyResult(Measured):
    """From a baseline to a target by the goal's last day."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="key_results")
    source = models.CharField(max_length=8, choices=Source, default=Source.METRIC)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.LAST)
    way = models.CharField(max_length=8, choices=Way, default=Way.HIGHER)
    unit = models.CharField(max_length=40, blank=True)  # of a typed one
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    weight = models.PositiveSmallIntegerField(default=1)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField()
    line = models.CharField(max_length=8, choices=TargetLine, default=TargetLine.STRAIGHT)
    points = models.JSONField(default=list, blank=True)  # of a stepped line: [["2026-10-31", 100.0], …]
    shape = models.JSONField(default=list, blank=True)  # of a seasonal line, see engine.lines
    judge = models.CharField(max_length=8, choices=Judge, default=Judge.FORECAST, blank=True)  # "" is no rule yet
    tolerance = models.FloatField(default=TOLERANCE)
    stale_days = models.PositiveSmallIntegerField(default=STALE_DAYS)
    verdict = models.CharField(max_length=8, default="unknown")  # of its last reading
    typed = models.FloatField(null=True, blank=True)  # the last typed value
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)  # of the last check-in
    checked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.metric

    def terms(self) -> dict[str, Any]:
        """What a verdict depends on: the values a version keeps."""
        return {
            "baseline": self.baseline, "target": self.target, "line": self.line, "points": self.points,
            "shape": self.shape, "judge": self.judge, "tolerance": self.tolerance,
        }  # fmt: skip


class Guardrail(Measured):
    """A number that must not suffer for the goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="guardrails")
    bound = models.CharField(max_length=8, choices=Bound, default=Bound.AT_MOST)
    limit = models.FloatField()
    holds = models.BooleanField(null=True, blank=True)  # by its last reading

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.metric

    def terms(self) -> dict[str, Any]:
        """The values a version keeps."""
        return {"bound": self.bound, "limit": self.limit}


class RuleVersion(models.Model):
    """Terms of a key result or a guardrail from a moment on. Rows are never changed."""

    key_result = models.ForeignKey(KeyResult, null=True, on_delete=models.CASCADE, related_name="versions")
    guardrail = models.ForeignKey(Guardrail, null=True, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    valid_from = models.DateTimeField()
    reason = models.TextField(max_length=LONGEST_TEXT, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints = (
            models.UniqueConstraint(fields=["key_result", "number"], name="goals_version_of_key_result"),
            models.UniqueConstraint(fields=["guardrail", "number"], name="goals_version_of_guardrail"),
            models.CheckConstraint(
                name="goals_version_of_one",
                condition=models.Q(key_result__isnull=True, guardrail__isnull=False)
                | models.Q(key_result__isnull=False, guardrail__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number} of {self.key_result_id or self.guardrail_id}"
