"""Decided examples, trained versions, and how the classifier is set."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from steward.care.classifier.enums import State


class Example(models.Model):
    """A text the team decided about."""

    by = models.CharField(max_length=120, unique=True)  # "judgement:12": who decided, so that it is learned once
    text = models.TextField()
    label = models.CharField(max_length=20, blank=True)  # a reason code; "" is fine
    language = models.CharField(max_length=8, blank=True)
    author = models.ForeignKey("members.Identity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: Kept back to measure with, never learned from; by the text, so that copies fall on one side.
    held_out = models.BooleanField()
    at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["held_out", "label"], name="classifier_example_label")]

    def __str__(self) -> str:
        return f"{self.by}: {self.label}"


class Version(models.Model):
    """What was learned at one moment. Exactly one is in use, or none: then the built-in words score alone."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.TRAINED)
    model = models.BinaryField()  # npz, see engine/linear.py
    #: {"ad": {"zh": 12, "en": 3}}: decisions learned from, and those held back.
    learned = models.JSONField(default=dict)
    held = models.JSONField(default=dict)
    #: What proposal thresholds are chosen by: {"ad": [[0.5, right, wrong, missed], …]} on texts not seen in learning.
    curves = models.JSONField(default=dict)
    #: Measured on the decisions held back; see queries/quality.py.
    quality = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    job_id = models.BigIntegerField(null=True, blank=True, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # who asked for it

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints = (
            models.UniqueConstraint(
                fields=("state",), condition=models.Q(state=State.USED), name="classifier_one_version_used"
            ),
        )

    def __str__(self) -> str:
        return f"v{self.number}"


class Setup(models.Model):
    """How the classifier is set: one row with the id 1, made at the first change."""

    #: A label is proposed from the threshold at which this share of proposals was right.
    target = models.FloatField(default=0.9, validators=[MinValueValidator(0.5), MaxValueValidator(0.99)])
    #: After so many new decisions it trains by itself, once a week; 0 is never.
    fresh = models.PositiveIntegerField(default=50)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="classifier_one_row"),)

    def __str__(self) -> str:
        return f"{self.target:.0%}"
