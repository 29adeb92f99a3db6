"""Endpoints, what is to be told to them, and every attempt."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.sealing import unseal


class Endpoint(models.Model):
    """An address of another system that wants to hear of events."""

    url = models.CharField(max_length=2000)
    name = models.CharField(max_length=80)
    events = models.JSONField(default=list)  # keys of WebhookEvent
    is_active = models.BooleanField(default=True)
    sealed_secret = models.TextField()
    sealed_previous = models.TextField(blank=True)  # signs too until `previous_until`
    previous_until = models.DateTimeField(null=True, blank=True)
    since = models.BigIntegerField(default=0)  # facts up to this number are not told
    failing_since = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by_itself = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_secret(self) -> str:
        """The secret as it may be shown: its end, to tell two apart."""
        return f"whsec_••••{unseal(self.sealed_secret)[-4:]}"


class Delivery(models.Model):
    """One event for one endpoint: written once when the fact is read, sent until it arrives or is given up."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "given_up", _("given up")

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=60)
    fact_seq = models.BigIntegerField(null=True, blank=True)  # None: sent by hand
    message_id = models.CharField(max_length=40, unique=True)  # the same in every attempt
    body = models.TextField()  # exactly what is signed and sent
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)  # while an attempt is under way: when it counts as lost
    created_at = models.DateTimeField(db_index=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("endpoint", "fact_seq", "event"), name="webhooks_delivery_once"),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=models.Q(state="waiting"), name="webhooks_delivery_due"),
            models.Index(fields=("endpoint", "-created_at"), name="webhooks_delivery_log"),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.message_id} {self.state}"


class Attempt(models.Model):
    """One request and what came back."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    duration_ms = models.IntegerField()
    status = models.IntegerField(null=True, blank=True)  # None: no answer
    response = models.TextField(blank=True)  # the first 1,000 characters
    error = models.TextField(blank=True)  # a sentence

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.status or self.error}"
