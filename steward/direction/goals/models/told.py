"""What was read, what was said, which work serves."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.direction.goals.enums import LONGEST_TEXT, Verdict
from steward.direction.goals.models.goal import Goal
from steward.direction.goals.models.parts import Guardrail, KeyResult


class Reading(models.Model):
    """One step of a key result or a guardrail, as it was last read. `ends` is the day after its last one.

    The step under way has one row that moves on; its verdict stays as it was once the next step has begun.
    """

    key_result = models.ForeignKey(KeyResult, null=True, on_delete=models.CASCADE, related_name="readings")
    guardrail = models.ForeignKey(Guardrail, null=True, on_delete=models.CASCADE, related_name="readings")
    starts = models.DateField()
    ends = models.DateField()
    read_at = models.DateTimeField()
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    progress = models.FloatField(null=True)
    pace = models.FloatField(null=True)
    forecast = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    path = models.JSONField(default=list)  # of the forecast: [["2026-10-12", value, low, high], …], by the step's end
    method = models.CharField(max_length=40, blank=True)
    error = models.FloatField(null=True)
    note = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)  # "" was never judged
    reason = models.CharField(max_length=24, blank=True)  # a word of engine.verdicts; the sentence is made when read
    holds = models.BooleanField(null=True)  # of a guardrail
    version = models.PositiveIntegerField(default=0)  # of the terms it was judged by

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints = (
            models.UniqueConstraint(fields=["key_result", "starts"], name="goals_reading_of_key_result"),
            models.UniqueConstraint(fields=["guardrail", "starts"], name="goals_reading_of_guardrail"),
        )

    def __str__(self) -> str:
        return f"{self.starts}: {self.value}"


class CheckIn(models.Model):
    """What somebody says of a key result on a day; a second word on the same day takes the place of the first."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="check_ins")
    day = models.DateField()
    at = models.DateTimeField()
    value = models.FloatField(null=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(max_length=LONGEST_TEXT, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints = (
            models.UniqueConstraint(fields=["key_result", "day", "by"], name="goals_one_check_in_a_day"),
            models.CheckConstraint(
                name="goals_confidence_in_range",
                condition=models.Q(confidence__isnull=True) | models.Q(confidence__gte=1, confidence__lte=10),
            ),
        )

    def __str__(self) -> str:
        return f"check-in of {self.key_result_id} on {self.day}"


class Serving(models.Model):
    """A piece of work of another room serves a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="servings")
    kind = models.CharField(max_length=40)  # of a WorkKind
    object_id = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["goal", "kind", "object_id"], name="goals_serving_once"),)
        indexes: ClassVar = [models.Index(fields=["kind", "object_id"], name="goals_serving_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} serves {self.goal_id}"
