"""The vocabulary of letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """What became of a report."""

    OPEN = "open", _("open")
    UPHELD = "upheld", _("the letter was taken down")
    DISMISSED = "dismissed", _("nothing was wrong")


class Reason(models.TextChoices):
    """Why somebody reports a letter."""

    HARASSMENT = "harassment", _("harassment or threats")
    FRAUD = "fraud", _("fraud")
    SPAM = "spam", _("advertising")
    MINOR = "minor", _("harm to a minor")
    OTHER = "other", _("something else")
