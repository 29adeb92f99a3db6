"""What access offers: its own permissions."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.enums import TEAM, Permission
from steward.people.access.rules import OWN_SCOPE, TEAM_DOOR

contribute("permissions", Permission(TEAM_DOOR, _("open the console"), TEAM))
contribute("permissions", Permission("access.manage", _("give and take roles"), ()))
contribute("permissions", Permission("access.tokens", _("make API tokens"), ("lead", "analyst")))
contribute(
    "permissions",
    Permission(OWN_SCOPE, _("read and change what is one's own: profile, groups, invitations, notifications"), TEAM),
)
contribute("navigation", NavigationEntry("team", _("Team mates"), "team-mates", "users-round", "access.manage", 90))
contribute("navigation", NavigationEntry("settings", _("API tokens"), "api-tokens", "key-round", "access.tokens", 60))
