"""Facts, decisions, sequences and cursors."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sequence(models.Model):
    """A named counter. Taking numbers locks its row until commit, so numbers become visible in their order."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Cursor(models.Model):
    """How far a consumer has read a sequence; moved in the same transaction as the consumer's effect."""

    consumer = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.consumer} at {self.position}"


class Fact(models.Model):
    """Something that happened inside Steward."""

    seq = models.BigIntegerField(unique=True)
    type = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80, blank=True)  # "account:12", "rule:7", "system"
    subject = models.CharField(max_length=80, blank=True, db_index=True)  # "member:31"
    data = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"


class Decision(models.Model):
    """A choice somebody or something made, with its reasons, that can be taken back."""

    class By(models.TextChoices):
        PERSON = "person", _("person")
        RULE = "rule", _("rule")
        MODEL = "model", _("model")

    kind = models.CharField(max_length=60, db_index=True)  # "members.merge"
    by = models.CharField(max_length=10, choices=By)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.CharField(max_length=60, blank=True)  # of the rule or model
    at = models.DateTimeField(db_index=True)
    subject = models.CharField(max_length=80, db_index=True)
    reason = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)  # what the reverse action needs
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
