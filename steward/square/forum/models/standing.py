"""How far the community knows somebody."""

from django.conf import settings
from django.db import models

from steward.square.forum.enums import TrustLevel


class Standing(models.Model):
    """The trust level of an account and what it was earned with. Counts are brought up to date by a job."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="standing"
    )
    level = models.PositiveSmallIntegerField(choices=TrustLevel, default=TrustLevel.NEW)
    by_hand = models.BooleanField(default=False)  # set by the team: thresholds do not move it
    days_visited = models.PositiveIntegerField(default=0)
    topics_read = models.PositiveIntegerField(default=0)
    posts_read = models.PositiveIntegerField(default=0)
    topics_opened = models.PositiveIntegerField(default=0)
    posts_written = models.PositiveIntegerField(default=0)
    reactions_given = models.PositiveIntegerField(default=0)
    reactions_received = models.PositiveIntegerField(default=0)
    answers_accepted = models.PositiveIntegerField(default=0)
    posts_hidden = models.PositiveIntegerField(default=0)  # by the team, in the last hundred days
    reckoned_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id} at {self.level}"


class DayVisited(models.Model):
    """A day (of the community's time zone) on which an account was here."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "day"), name="forum_dayvisited_unique"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


class TrustRule(models.Model):
    """What a trust level asks and allows: one row for each level changed from the defaults (rules/trust.py)."""

    level = models.PositiveSmallIntegerField(choices=TrustLevel, primary_key=True)
    asks = models.JSONField(default=dict)  # name of a count of Standing → at least
    allows = models.JSONField(default=dict)  # name of a limit → its value

    def __str__(self) -> str:
        return f"level {self.level}"
