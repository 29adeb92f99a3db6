"""Definitions as they were changed."""

from django.conf import settings
from django.db import models


class Definition(models.Model):
    """One version of a group of parameters. Version 1 is what Steward comes with and has no row."""

    group = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)  # parameter → number
    reason = models.TextField(max_length=1000)
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "number"), name="insights_definition_version"),)

    def __str__(self) -> str:
        return f"{self.group} {self.number}"
