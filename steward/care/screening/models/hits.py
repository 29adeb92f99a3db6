"""What rules hit, what people decided, rehearsals."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.care.screening.enums import Mode, Outcome


class Hit(models.Model):
    """One rule hit one thing. In shadow nothing was done; live, `acts` were.

    `subject_id` 0: it was refused, nothing was published. The words are kept as far as they explain the hit
    (`excerpt`, with the reasons' places in it), and what stood there before where the rule replaced (`before`).
    """

    rule = models.ForeignKey("screening.Rule", on_delete=models.CASCADE, related_name="hits")
    version = models.IntegerField()
    mode = models.CharField(max_length=10, choices=Mode)
    kind = models.CharField(max_length=20)  # of a flaggable: "post", "letter", "activity"
    subject_id = models.BigIntegerField()
    words_key = models.CharField(max_length=32)  # of the words it was about: the same words are one hit
    identity = models.ForeignKey(
        "members.Identity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    place = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    acts = models.JSONField(default=list)  # [{"kind", "value", "to"}]: done when live, asked for in shadow
    code = models.CharField(max_length=20, blank=True)
    reasons = models.JSONField(default=list)  # the engine's Reasons
    title = models.CharField(max_length=300, blank=True)
    excerpt = models.TextField(blank=True)
    starts = models.IntegerField(default=0)  # where the excerpt begins in the words
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    decision = models.ForeignKey("journal.Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.OPEN)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "version", "mode", "kind", "subject_id", "words_key"), name="screening_hit_once"
            ),
        )
        indexes = (
            models.Index(fields=("rule", "mode", "at"), name="screening_hit_of_rule"),
            models.Index(fields=("kind", "subject_id"), name="screening_hit_of_subject"),
            models.Index(fields=("identity", "at"), name="screening_hit_of_author"),
        )

    def __str__(self) -> str:
        return f"{self.rule_id} v{self.version} on {self.kind} {self.subject_id}"


class PastDecision(models.Model):
    """What people decided about something: whether it broke the code. What a rehearsal is compared with."""

    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    upheld = models.BooleanField()
    code = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "subject_id"), name="screening_decided_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} {self.upheld}"


class Rehearsal(models.Model):
    """A version of a rule run over past activity."""

    rule = models.ForeignKey("screening.Rule", on_delete=models.CASCADE, related_name="rehearsals")
    version = models.IntegerField()
    days = models.IntegerField()
    job = models.ForeignKey("jobs.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    screened = models.IntegerField(default=0)
    hits = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)  # {"days": {"2026-01-31": 3}, "places": {"channel:7": 3}}
    samples = models.JSONField(default=list)
    agreement = models.JSONField(default=dict)  # {"both", "only_rule", "only_people", "neither"}: counts
    cost_ms = models.FloatField(null=True, blank=True)  # for 1,000 messages

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes = (models.Index(fields=("rule", "version", "-done_at"), name="screening_rehearsal_of"),)

    def __str__(self) -> str:
        return f"{self.rule_id} v{self.version} over {self.days} days"
