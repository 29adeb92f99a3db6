"""Decisions about numbers: what was expected, who was exposed, how it was revised, what was measured."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.direction.decisions.enums import LINE, LONGEST, Exposure, Kind, Method, State, Verdict


class Resolution(models.Model):
    """The team's decision about a number.

    Every value is the mean of the metric's steps (`grain`) over its days: "84 members a week". `scope` has the keys of
    `insights.Scope` that are set (lists of ids); with `members` the number is of the exposed members.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    metric = models.CharField(max_length=80)
    grain = models.CharField(max_length=10)
    scope = models.JSONField(default=dict)
    since = models.DateField()  # the days that were looked at
    until = models.DateField()  # excluded
    value = models.FloatField(null=True, blank=True)  # over these days
    evidence = models.TextField(blank=True, max_length=LONGEST)  # what explained it, as it read then
    statement = models.CharField(max_length=LINE)
    reason = models.TextField(max_length=LONGEST, blank=True)
    baseline = models.FloatField(null=True, blank=True)  # over the days before it takes effect
    expected = models.FloatField(null=True, blank=True)
    expected_change = models.FloatField(null=True, blank=True)  # where it was said as a share: 0.1 is +10 %
    starts = models.DateField()  # takes effect
    due = models.DateField(null=True, blank=True)  # measured, or looked at again
    days = models.PositiveIntegerField()  # measured before and after
    exposure = models.CharField(max_length=10, choices=Exposure, default=Exposure.EVERYBODY)
    exposed = models.JSONField(default=list, blank=True)  # ids of channels, sources, or the segment; members: `Exposed`
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(db_index=True)
    decision = models.ForeignKey("journal.Decision", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    course = models.JSONField(default=dict, blank=True)  # the picture: steps, values, forecast; drawn by a job
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)  # of the latest measurement
    met = models.BooleanField(null=True, blank=True)  # as much as expected, or more
    measured_at = models.DateTimeField(null=True, blank=True, db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # its owner was told that its day has come
    lesson = models.TextField(max_length=LONGEST, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="decisions_act_has_a_day", condition=~models.Q(kind="act") | models.Q(due__isnull=False)
            ),
            models.CheckConstraint(
                name="decisions_day_after_start",
                condition=models.Q(due__isnull=True) | models.Q(due__gt=models.F("starts")),
            ),
            models.CheckConstraint(name="decisions_window", condition=models.Q(until__gt=models.F("since"))),
        )
        indexes: ClassVar = [
            models.Index(fields=["due"], name="decisions_open_due", condition=models.Q(state="open")),
            models.Index(fields=["metric", "-made_at"], name="decisions_of_metric"),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} about {self.metric}"


class Exposed(models.Model):
    """An account of a member whom a decision touches, frozen when it was made; it follows its member through merges."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="exposures")
    identity = models.ForeignKey("members.Identity", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("resolution", "identity"), name="decisions_exposed_once"),)

    def __str__(self) -> str:
        return f"{self.identity_id} in {self.resolution_id}"


class Revision(models.Model):
    """What a decision said before it was changed, and why it was."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()  # the one that was left behind
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(max_length=LONGEST)
    before = models.JSONField()  # field → value, of what changed

    class Meta:
        ordering: ClassVar = ["version"]
        constraints = (models.UniqueConstraint(fields=("resolution", "version"), name="decisions_revision_once"),)

    def __str__(self) -> str:
        return f"version {self.version} of {self.resolution_id}"


class Measurement(models.Model):
    """What was measured, once; the latest that was not early counts. It never changes.

    `result` is `comparing.records.Effect` as plain values; the sentence is made from it when it is read.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="measurements")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    early = models.BooleanField(default=False)
    method = models.CharField(max_length=12, choices=Method)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    met = models.BooleanField(null=True, blank=True)
    expected = models.FloatField(null=True, blank=True)  # as it stood then
    result = models.JSONField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"measurement {self.pk} of {self.resolution_id}"
