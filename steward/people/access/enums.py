"""Roles and permissions."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in the team, from most to least trusted."""

    OWNER = "owner", _("owner")
    LEAD = "lead", _("lead")
    MODERATOR = "moderator", _("moderator")
    EDITOR = "editor", _("editor")
    ANALYST = "analyst", _("analyst")
    MEMBER = "member", _("member")


#: Roles that see the console at all.
TEAM = (Role.OWNER, Role.LEAD, Role.MODERATOR, Role.EDITOR, Role.ANALYST)


@dataclass(frozen=True, slots=True)
class Permission:
    """Point `permissions`: one thing one may be allowed to do, and the roles that are by default. Owners always are."""

    key: str  # "members.view"
    label: Any
    roles: tuple[str, ...]
