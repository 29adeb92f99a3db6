"""The goal itself."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from steward.direction.goals.enums import LONGEST_TEXT, LONGEST_TITLE, Audience, Outcome, PeriodKind, Rhythm, State


class Goal(models.Model):
    """What the team wants to reach by a day, within the goal above it."""

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    why = models.TextField(max_length=LONGEST_TEXT, blank=True)
    promise = models.TextField(max_length=LONGEST_TEXT, blank=True)  # the part of the positioning it serves
    kind = models.CharField(max_length=8, choices=PeriodKind, default=PeriodKind.QUARTER)
    first_day = models.DateField()
    last_day = models.DateField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT, db_index=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.TEAM)
    rhythm = models.CharField(max_length=12, choices=Rhythm, default=Rhythm.WEEKLY)
    revision = models.PositiveIntegerField(default=1)  # counts every change, so that two who edit do not overwrite
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    activated_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # closed or dropped
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    closing_note = models.TextField(max_length=LONGEST_TEXT, blank=True)

    class Meta:
        ordering: ClassVar = ["first_day", "number"]
        constraints = (
            models.CheckConstraint(name="goals_days_in_order", condition=models.Q(last_day__gte=models.F("first_day"))),
            models.CheckConstraint(
                name="goals_closed_with_outcome",
                condition=models.Q(state="closed", outcome__in=Outcome.values) | ~models.Q(state="closed", outcome=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """Its short, stable name: "G12"."""
        return f"G{self.number}"

    @property
    def until(self) -> date:
        """The day after the last one."""
        return self.last_day + timedelta(days=1)

    @property
    def is_over(self) -> bool:
        """Whether it was closed or dropped."""
        return self.state in {State.CLOSED, State.DROPPED}
