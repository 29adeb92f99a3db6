"""Imports and what they could not read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.models import Job
from steward.stream.activity.models import Source


class Import(models.Model):
    """One run of an importer over one folder, archive or file."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    path = models.CharField(max_length=1000)
    filename = models.CharField(max_length=255)  # as the person knows it
    format = models.CharField(max_length=30, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: Records read and stored; moved in the transaction of each batch, so a killed import goes on from here.
    records = models.BigIntegerField(default=0)
    activities = models.BigIntegerField(default=0)  # stored for the first time
    changed = models.BigIntegerField(default=0)  # were here and were different
    members = models.BigIntegerField(default=0)  # new identities
    quarantined = models.BigIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(default=0)

    def __str__(self) -> str:
        return self.filename


class Quarantined(models.Model):
    """A record that could not be read."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="quarantine")
    file = models.CharField(max_length=1000)
    position = models.CharField(max_length=80)
    reason = models.CharField(max_length=30)
    detail = models.TextField(blank=True)
    raw = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)  # a retry read it

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "id"])]

    def __str__(self) -> str:
        return f"{self.file} {self.position}"
