"""What the notify room offers to shared screens."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import NavigationEntry, PersonalData, PortalEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission
from steward.people.notify.actions.erase import erase_personal
from steward.people.notify.enums import MANAGE
from steward.people.notify.queries.inbox import unread_count
from steward.people.notify.queries.personal import personal_data
from steward.people.notify.tasks import DELIVER


def waiting(viewer: Any) -> int:
    """What the viewer has not read."""
    return unread_count(viewer.own_id)


contribute("permissions", Permission(MANAGE, _("see the mail log and test the mail server"), ("lead",)))
contribute("portal-nav", PortalEntry(_("Notifications"), "notifications", "bell", 90, count=waiting, tool=True))
contribute("portal-menu", PortalEntry(_("What you are told"), "notification-preferences", "sliders-horizontal", 40))
contribute("personal-data", PersonalData("notify", personal_data, erase_personal))
contribute("job-kinds", JobKind(DELIVER, _("Sending mail")))
contribute("navigation", NavigationEntry("settings", _("Mail"), "mail-log", "mail", MANAGE, 70))
