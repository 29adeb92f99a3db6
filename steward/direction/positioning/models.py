"""The draft of the canvas and its published versions."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """What the team is writing: one row. `stamps` says at which `stamp` each box was last written."""

    words = models.JSONField(default=dict)  # box → language → text
    stamp = models.PositiveIntegerField(default=0)
    stamps = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="positioning_one_draft"),)

    def __str__(self) -> str:
        return f"draft at {self.stamp}"


class Version(models.Model):
    """What was published at one moment. Versions are only ever added."""

    number = models.PositiveIntegerField(unique=True)
    words = models.JSONField()
    reason = models.TextField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version. What was published is never written again: members read it, decisions cite it."""
        if self.pk:
            raise ValueError("a published version does not change")
        super().save(*args, **kwargs)
