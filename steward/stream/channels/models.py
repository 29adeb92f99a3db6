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
        DRAFT = "draft", _("not started")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    class Origin(models.TextChoices):
        UPLOAD = "upload", _("uploaded")
        SERVER = "server", _("from the server's disk")
        COMMAND = "command", _("from the command line")

    path = models.CharField(max_length=1000)
    filename = models.CharField(max_length=255)  # as the person knows it
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.COMMAND)
    size = models.BigIntegerField(default=0)  # bytes
    fingerprint = models.CharField(max_length=80, blank=True)  # of the bytes the position below counts in
    format = models.CharField(max_length=30, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    options = models.JSONField(default=dict)  # format, key, name, timezone, encoding; what is absent is found out
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    worker = models.CharField(max_length=200, blank=True)  # the process that runs it
    cancel_requested = models.BooleanField(default=False)
    #: What the reader gave so far, good and bad. Moved in the transaction of each batch, so that a killed import goes
    #: on from here.
    position = models.BigIntegerField(default=0)
    expected = models.BigIntegerField(null=True, blank=True)  # the likely end of `position`, from the bytes read
    readings = models.IntegerField(default=0)  # how often the file was read from its start
    read_at = models.DateTimeField(null=True, blank=True)  # when everything was stored; what is left is to settle
    records = models.BigIntegerField(default=0)  # good ones
    activities = models.BigIntegerField(default=0)  # stored for the first time
    changed = models.BigIntegerField(default=0)  # were here and were different
    members = models.BigIntegerField(default=0)  # new identities
    quarantined = models.BigIntegerField(default=0)  # not yet resolved
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(default=0)  # spent running, over all attempts
    removed_at = models.DateTimeField(null=True, blank=True)  # when the uploaded file was removed

    def __str__(self) -> str:
        return self.filename

    @property
    def is_over(self) -> bool:
        """Done, failed or cancelled."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class Quarantined(models.Model):
    """A record that could not be read."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="quarantine")
    file = models.CharField(max_length=1000)
    position = models.CharField(max_length=80)
    reason = models.CharField(max_length=30)
    detail = models.TextField(blank=True)
    raw = models.TextField(blank=True)
    reading = models.IntegerField(default=1)  # the latest reading of the file that found it
    resolved_at = models.DateTimeField(null=True, blank=True)  # a later reading did not find it any more

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "id"], name="channels_quarantine_run"),
            models.Index(fields=["run", "file", "position"], name="channels_quarantine_place"),
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.position}"
