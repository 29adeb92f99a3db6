"""Plans, reports, their passages."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from steward.direction.reports.enums import CALENDARS, Period, State, Style


class ReportPlan(models.Model):
    """Which report is written when, and who gets it. Hours and days are those of the community's time zone."""

    period = models.CharField(max_length=8, choices=Period)
    style = models.CharField(max_length=10, choices=Style)
    enabled_at = models.DateTimeField(null=True, blank=True)  # None is off; nothing due before is made up for
    hour = models.PositiveSmallIntegerField(default=9)  # 0–23
    weekday = models.PositiveSmallIntegerField(default=0)  # 0 is Monday; for weekly reports
    month_day = models.PositiveSmallIntegerField(default=1)  # 1–28; for monthly reports
    same_day = models.BooleanField(default=False)  # daily: the day itself so far belongs to it
    workdays_only = models.BooleanField(default=True)
    calendar = models.CharField(max_length=8, blank=True, choices=CALENDARS)
    hold_hours = models.PositiveSmallIntegerField(default=0)  # how long it stays a draft before it goes out
    roles = models.JSONField(default=list)  # of the team
    accounts = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    addresses = models.JSONField(default=list)  # [[address, language], …] outside the team
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.period} {self.style}"


class Report(models.Model):
    """One report. `numbers` are frozen when it is written: what was said stays comparable."""

    plan = models.ForeignKey(ReportPlan, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    period = models.CharField(max_length=8, choices=Period)
    style = models.CharField(max_length=10, choices=Style)
    since = models.DateField()
    until = models.DateField()  # excluded
    state = models.CharField(max_length=10, choices=State)
    why = models.CharField(max_length=500, blank=True)  # skipped or failed
    gaps = models.JSONField(default=list)  # keys of parts that broke while they were written
    numbers = models.JSONField(default=list)  # see queries/numbers.py: Figure.as_json
    note = models.JSONField(default=dict)  # language → Markdown on top
    words = models.TextField(blank=True)  # all of it in plain words, to be searched
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sends_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_to = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-until", "-pk"]
        constraints = (
            models.UniqueConstraint(fields=("plan", "until"), name="reports_once", condition=Q(plan__isnull=False)),
        )
        indexes: ClassVar = [
            models.Index(fields=["sends_at"], name="reports_due", condition=Q(state__in=["written", "edited"])),
            models.Index(fields=["period", "-until"], name="reports_by_period"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.since}–{self.until}"


class ReportPassage(models.Model):
    """A part of a report: as it was written by itself, and as a person put it, in each language."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passages")
    key = models.CharField(max_length=80)
    place = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    shown = models.BooleanField(default=True)
    said = models.JSONField(default=dict)  # language → title, sentences, head, rows, links
    asks = models.JSONField(default=list)
    edited = models.JSONField(default=dict)  # language → text, by, at

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints = (models.UniqueConstraint(fields=("report", "key"), name="reports_passage_once"),)

    def __str__(self) -> str:
        return f"{self.key} of {self.report_id}"
