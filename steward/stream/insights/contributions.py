"""What insights offers to shared screens."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import Deed, MemberPanel, NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role
from steward.stream.insights.queries.redefined import redefined
from steward.stream.insights.rules import DEFINE
from steward.stream.insights.views.panels import companions, rhythm

contribute(
    "permissions",
    Permission(
        "insights.view", _("see metrics and reports"), tuple(role.value for role in TEAM if role is not Role.OWNER)
    ),
)
contribute("permissions", Permission(DEFINE, _("change how metrics are defined"), (Role.LEAD.value,)))
contribute("deeds", Deed(("insights.metric_redefined",), redefined))
contribute("job-kinds", JobKind("insights.warm", _("Count closed months ahead")))
contribute("navigation", NavigationEntry("insights", _("Insights"), "insights", "chart-line", "insights.view", 10))
contribute(
    "member-panels",
    MemberPanel("rhythm", _("Rhythm"), "insights/panels/rhythm.jinja", rhythm, "insights.view", order=30),
)
contribute(
    "member-panels",
    MemberPanel(
        "companions", _("Who they talk with"), "insights/panels/companions.jinja", companions, "activity.view", order=40
    ),
)
