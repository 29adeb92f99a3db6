"""How this team works: the ladder and the clocks, and who is whose other account."""

from django.conf import settings
from django.db import models


class Practice(models.Model):
    """One row of settings; what is absent from `values` is as rules/practice.py says."""

    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"practice {self.version}"


class Alternate(models.Model):
    """Two accounts of one person (马甲), found by the team: a sanction of one holds for the other."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "other"), name="conduct_alternate_unique"),
            models.CheckConstraint(condition=models.Q(account__lt=models.F("other")), name="conduct_alternate_order"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} = {self.other_id}"
