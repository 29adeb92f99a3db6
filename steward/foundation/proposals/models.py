"""Proposals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Proposal(models.Model):
    """Something suggested, with its evidence. The pair (kind, key) is unique: what was rejected never comes back."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        OBSOLETE = "obsolete", _("no longer needed")

    kind = models.CharField(max_length=60)  # "members.merge"
    key = models.CharField(max_length=120)  # "identity:12+identity:40"
    score = models.FloatField()  # 0–1: how sure
    evidence = models.JSONField(default=dict)
    payload = models.JSONField(default=dict)  # what accepting needs
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_by = models.CharField(max_length=80)  # "rule:members.identity/1"
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision_id = models.BigIntegerField(null=True, blank=True)  # journal.Decision

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="proposals_unique"),)
        indexes: ClassVar = [models.Index(fields=["kind", "state", "-score"], name="proposals_inbox")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
