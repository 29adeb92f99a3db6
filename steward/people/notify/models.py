"""Notifications, preferences, mails, answers by mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.people.notify.enums import MailMode, MailState, ReplyState


class Notification(models.Model):
    """One account is told of one thing. While unread, what is about the same thing (`group`) folds into one row."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=160, blank=True)
    #: "kind group" while unread and open for folding; NULL, which is never equal to NULL, otherwise.
    open_key = models.CharField(max_length=230, null=True, blank=True)
    subject = models.CharField(max_length=120, db_index=True)  # of the newest: seeing it reads the row
    url = models.CharField(max_length=500)  # of the oldest: where reading begins
    params = models.JSONField(default=dict)  # of the newest
    by = models.JSONField(default=list)  # ids of accounts who caused it, newest first, at most MOST_VOICES
    times = models.IntegerField(default=1)
    shown = models.BooleanField(default=True)  # False: wanted by mail only
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "open_key"), name="notify_open_unique"),)
        indexes: ClassVar = [
            models.Index(fields=["account", "-at"], name="notify_by_time"),
            models.Index(
                fields=["account"], condition=models.Q(read_at__isnull=True, shown=True), name="notify_unread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Preference(models.Model):
    """What an account chose for a kind; without a row the kind's own defaults hold."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    in_app = models.BooleanField()
    mail = models.CharField(max_length=10, choices=MailMode)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "kind"), name="notify_preference_unique"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.mail}"


class MailSettings(models.Model):
    """When an account takes mail at all. Times are those of the account's own clock."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="mail_settings"
    )
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    digest_hour = models.SmallIntegerField(default=8)  # 0–23
    paused_until = models.DateField(null=True, blank=True)  # the first day with mail again
    refused_address = models.CharField(max_length=254, blank=True)  # the address a server refused for good
    refused_why = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"mail settings of {self.account_id}"


class Content(models.Model):
    """A letter as it was told, kept once for all who get it; answers by mail find here what they answer."""

    message_key = models.CharField(max_length=160, unique=True)
    thread = models.CharField(max_length=160)
    list_id = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=300)
    html = models.TextField()
    text = models.TextField()
    handler = models.CharField(max_length=60, blank=True)  # of ReplyTo; "" cannot be answered
    ref = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.message_key


class Mail(models.Model):
    """A mail to be sent, and the log of what became of it.

    Either it follows a notification (`account`, `notification`), or it stands alone (`sealed`: to, subject, bodies and
    headers, encrypted and thrown away when it is over).
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    notification = models.ForeignKey(Notification, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    content = models.ForeignKey(Content, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=120, blank=True)  # of the thing told of, as in Notification
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=500, blank=True)
    by = models.BigIntegerField(null=True, blank=True)  # the account that caused it
    mode = models.CharField(max_length=10, choices=MailMode, default=MailMode.EACH)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    to = models.CharField(max_length=254, blank=True)  # known when it is sent
    sealed = models.TextField(blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    attempts = models.SmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["mode", "due_at"], condition=models.Q(state__in=["waiting", "sending"]), name="notify_mail_due"
            ),
            models.Index(fields=["account", "state"], name="notify_mail_account"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Received(models.Model):
    """A mail that came in with one of our reply addresses, and what became of it."""

    #: Hash of Message-ID and account: the same mail again is known.
    fingerprint = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ReplyState)
    why = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d}"
