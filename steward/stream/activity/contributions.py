"""What the activity room offers to the shared registries."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role

contribute("permissions", Permission("activity.view", _("See what members do"), TEAM))
contribute("permissions", Permission("activity.import", _("Import activity"), (Role.OWNER, Role.LEAD, Role.MODERATOR)))
contribute("permissions", Permission("activity.manage", _("Change and remove sources"), (Role.OWNER, Role.LEAD)))
