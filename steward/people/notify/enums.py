"""Choices of the notify room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The permission to see the delivery log and test the mail server.
MANAGE = "notify.manage"


class MailMode(models.TextChoices):
    """When mail follows a notification."""

    EACH = "each", _("at once")
    HOURLY = "hourly", _("every hour")
    DAILY = "daily", _("once a day")
    OFF = "off", _("never")


class MailState(models.TextChoices):
    """How far a mail is."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("not needed")
    FAILED = "failed", _("failed")


class ReplyState(models.TextChoices):
    """What became of a mail that came in."""

    TAKEN = "taken", _("posted")
    REFUSED = "refused", _("refused")
    IGNORED = "ignored", _("ignored")
