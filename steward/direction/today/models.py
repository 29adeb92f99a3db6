"""What moved, as it was last told."""

from django.db import models
from django.db.models import Q


class Told(models.Model):
    """One row: the sentences in each language. `rows` is language → [{"key", "text", "good", "why": […]}]."""

    at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField()
    rows = models.JSONField(default=dict)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="today_one_row"),)

    def __str__(self) -> str:
        return f"told at {self.at}"
