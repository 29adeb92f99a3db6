"""Appeals and what is said in them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.care.appeals.enums import LONGEST, Outcome, State


class Appeal(models.Model):
    """An appeal against a judgement: one for each. Its answer never changes once it is given."""

    judgement = models.OneToOneField("conduct.Judgement", on_delete=models.PROTECT, related_name="appeal")
    account = models.ForeignKey(  # whose appeal it is
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.TextField(max_length=LONGEST)
    at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, db_index=True)
    decision = models.OneToOneField(
        "journal.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(max_length=LONGEST, blank=True)
    alone = models.BooleanField(default=False)  # nobody independent was there; an owner decided
    escalated_at = models.DateTimeField(null=True, blank=True)  # leads were told that it is late
    escalated_again_at = models.DateTimeField(null=True, blank=True)  # owners were

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="appeals_decided_with_outcome",
                condition=models.Q(state="decided", decided_at__isnull=False, outcome__in=Outcome.values)
                | (~models.Q(state="decided") & models.Q(decided_at__isnull=True, outcome="")),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="appeals_open_due", condition=models.Q(state="open")),
            models.Index(fields=["account", "-at"], name="appeals_of_account"),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk} against {self.judgement_id}"


class AppealWord(models.Model):
    """A message in an appeal, of the appellant or of the team."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="exchange")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_team = models.BooleanField()
    words = models.TextField(max_length=LONGEST)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["appeal", "at"], name="appeals_exchange")]

    def __str__(self) -> str:
        return f"word in {self.appeal_id}"
