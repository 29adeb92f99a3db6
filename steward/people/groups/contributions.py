"""What the groups room offers: its permission, its pages, what it keeps about a member."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import NavigationEntry, PersonalData, PortalEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.groups.models import GroupMember


def _export(member_id: int) -> list[Any]:
    rows = GroupMember.objects.filter(account__member=member_id).order_by("pk")
    return list(rows.values("group__name", "standing", "leads", "since"))


def _erase(member_id: int) -> int:
    return GroupMember.objects.filter(account__member=member_id).delete()[0]


contribute("permissions", Permission("groups.manage", _("make and change groups"), (Role.LEAD, Role.MODERATOR)))
contribute(
    "navigation", NavigationEntry("community", _("Groups"), "groups-console", "users-round", "groups.manage", order=40)
)
contribute("portal-nav", PortalEntry(_("Groups"), "groups", "users-round", order=60))
contribute("personal-data", PersonalData("groups", _export, _erase))
