"""Redactions, second looks, kept reports, notes on load, and how open the log is."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from steward.care.conduct.enums import Level
from steward.care.oversight.enums import LONGEST


class Redaction(models.Model):
    """An entry of the public log of which only the reason for hiding it is shown."""

    judgement = models.OneToOneField("conduct.Judgement", on_delete=models.CASCADE, related_name="redaction")
    decision = models.OneToOneField("journal.Decision", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=LONGEST)  # everybody reads it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"redaction of {self.judgement_id}"


class SecondLook(models.Model):
    """How somebody else decided a case again, without knowing how it was decided."""

    judgement = models.OneToOneField("conduct.Judgement", on_delete=models.CASCADE, related_name="second_look")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    level = models.CharField(max_length=10, choices=Level)
    clause = models.CharField(max_length=50, blank=True)  # key; "" where nothing was violated
    note = models.CharField(max_length=LONGEST, blank=True)
    at = models.DateTimeField(db_index=True)
    discussed_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.CharField(max_length=LONGEST, blank=True)

    def __str__(self) -> str:
        return f"second look at {self.judgement_id}"


class KeptReport(models.Model):
    """A transparency report as it was published. It never changes; a later one of the period has a higher number."""

    period = models.CharField(max_length=10)  # "2026", "2026-Q2", "2026-05"
    number = models.PositiveIntegerField(default=1)
    since = models.DateTimeField()
    until = models.DateTimeField()  # not included
    figures = models.JSONField()
    words = models.TextField(max_length=4 * LONGEST, blank=True)  # what the team says about it
    published_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-until", "-since", "-number"]
        constraints = (models.UniqueConstraint(fields=("period", "number"), name="oversight_report_unique"),)

    def __str__(self) -> str:
        return f"report {self.period} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new report. What was published is never written again."""
        if self.pk and KeptReport.objects.filter(pk=self.pk).exists():
            raise ValueError("a published report does not change")
        super().save(*args, **kwargs)


class LoadNote(models.Model):
    """What somebody of the team says about their own numbers of a month; shown beside them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    month = models.CharField(max_length=7)  # "2026-05"
    words = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "month"), name="oversight_note_once"),)

    def __str__(self) -> str:
        return f"note of {self.account_id} on {self.month}"


class Openness(models.Model):
    """One row: what the public log shows, and when the team is told to rest from disturbing content."""

    members_named = models.BooleanField(default=False)  # the log names whom a decision was about
    disturbing_minutes = models.PositiveIntegerField(default=60)  # a day; beyond it a gentle sentence
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return "openness"
