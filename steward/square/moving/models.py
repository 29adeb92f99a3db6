"""Moves of sources into the square, and the old addresses that lead to the new places."""

from django.conf import settings
from django.db import models

from steward.square.moving.enums import State


class Move(models.Model):
    """One source's way into the square. It can go again at any time: only what is new or changed is touched."""

    source = models.OneToOneField("activity.Source", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    #: rules.plan.Plan as JSON: what channels become, since when, which other hosts lead here.
    plan = models.JSONField(default=dict)
    #: Categories made for channels: channel id → category id.
    made = models.JSONField(default=dict)
    #: The thread up to which this turn has come: [opened at, id]; empty at the beginning of a turn.
    position = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)  # threads of this turn
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # topics, posts, changed, kept … of this turn
    job_id = models.BigIntegerField(null=True, blank=True)
    error = models.TextField(blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"move of source {self.source_id}"


class OldAddress(models.Model):
    """Where something was read before: a host and a path (rules.addresses.known_as) that lead to a topic or a post."""

    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="addresses")
    host = models.CharField(max_length=200)
    path = models.CharField(max_length=400)
    topic = models.ForeignKey("forum.Topic", on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("forum.Post", null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("path", "host"), name="moving_address_unique"),)

    def __str__(self) -> str:
        return f"{self.host}{self.path}"
