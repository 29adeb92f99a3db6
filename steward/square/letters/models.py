"""Conversations, letters and blocks."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Conversation(models.Model):
    """A private conversation (私信) between two or more members."""

    title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    last_number = models.PositiveIntegerField(default=0)  # of the last letter

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"


class Participant(models.Model):
    """Somebody takes part in a conversation; who left reads it up to the letter they left at."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    identity = models.ForeignKey("members.Identity", null=True, on_delete=models.SET_NULL, related_name="+")
    since_number = models.PositiveIntegerField(default=0)  # letters up to this one are not theirs to read
    read_number = models.PositiveIntegerField(default=0)
    left_number = models.PositiveIntegerField(null=True, blank=True)
    muted = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("conversation", "account"), name="letters_participant_unique"),)
        indexes: ClassVar = [models.Index(fields=["account", "left_number"], name="letters_participant_of")]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.conversation_id}"


class Letter(models.Model):
    """One message. `cooked` is safe HTML made when it was written; a withdrawn one keeps neither."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveIntegerField()
    author = models.ForeignKey("members.Identity", null=True, on_delete=models.SET_NULL, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.TextField()
    cooked = models.TextField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=80, null=True, blank=True, unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("conversation", "number"), name="letters_letter_number"),)
        indexes: ClassVar = [models.Index(fields=["account", "-at"], name="letters_letter_by")]

    def __str__(self) -> str:
        return f"{self.conversation_id}/{self.number}"


class Block(models.Model):
    """`account` takes no letters from `blocked`."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "blocked"), name="letters_block_unique"),)

    def __str__(self) -> str:
        return f"{self.account_id} ✕ {self.blocked_id}"
