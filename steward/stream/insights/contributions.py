"""What insights offers to shared screens."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role

contribute(
    "permissions",
    Permission(
        "insights.view", _("see metrics and reports"), tuple(role.value for role in TEAM if role is not Role.OWNER)
    ),
)
contribute("navigation", NavigationEntry("insights", _("Insights"), "insights", "chart-line", "insights.view", 10))
