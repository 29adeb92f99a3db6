"""Kinds of groups, and where somebody stands in one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Who sees a group and who may join it."""

    OPEN = "open", _("open: everybody may join")
    CLOSED = "closed", _("closed: who leads it decides")
    INVISIBLE = "invisible", _("invisible: only its members know of it")


class Standing(models.TextChoices):
    """Where an account stands in a group."""

    ASKED = "asked", _("has asked")
    IN = "in", _("belongs to it")


#: The sequence that grows when somebody's groups change: what may be seen hangs on it.
SEQUENCE = "groups"
