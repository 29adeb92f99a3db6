"""Restraints."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.people.restraints.enums import Kind


class Restraint(models.Model):
    """Something an account cannot do, in a place or everywhere, until a time or for good."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="restraints")
    kind = models.CharField(max_length=10, choices=Kind)
    scope = models.CharField(max_length=40, blank=True)  # "" everywhere, "category:3"
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)  # None: for good
    by = models.CharField(max_length=60)  # what imposed it: "judgement:12"
    url = models.CharField(max_length=200, blank=True)  # where the account reads why, and how to appeal
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "by", "kind", "scope"), name="restraints_once"),)
        indexes: ClassVar = [
            models.Index(fields=["account"], name="restraints_held", condition=models.Q(lifted_at__isnull=True)),
            models.Index(fields=["until"], name="restraints_due", condition=models.Q(lifted_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.account_id}"
