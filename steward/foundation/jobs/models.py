"""Jobs and the timetable of schedules."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of background work and how far it is."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=60)
    args = models.JSONField(default=dict)  # plain ids and words
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)  # None while nobody knows
    note = models.CharField(max_length=300, blank=True)  # what is being done now
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)  # a sentence
    attempts = models.IntegerField(default=0)  # also the token of who may still write: the latest attempt
    worker = models.CharField(max_length=200, blank=True)  # machine and process of the latest attempt
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        """Done, failed or cancelled."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class Timetable(models.Model):
    """When a schedule runs next. The row is moved on by whichever worker takes the turn, so each turn is taken once."""

    name = models.CharField(max_length=80, primary_key=True)
    cron = models.CharField(max_length=80)
    next_run = models.DateTimeField()
    last_run = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)  # None when the latest turn went well

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.cron})"
