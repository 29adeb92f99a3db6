"""What the activity room offers to the shared registries."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import MemberPanel, NavigationEntry, PaletteSource, PersonalData
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role
from steward.stream.activity.actions.erase_personal import erase_personal
from steward.stream.activity.actions.index_words import forget_words
from steward.stream.activity.queries.personal import personal_activity
from steward.stream.activity.views.palette import find_conversations
from steward.stream.activity.views.panels import timeline

contribute("permissions", Permission("activity.view", _("see what members do"), TEAM))
contribute("permissions", Permission("activity.import", _("import activity"), (Role.OWNER, Role.LEAD, Role.MODERATOR)))
contribute("permissions", Permission("activity.manage", _("change and remove sources"), (Role.OWNER, Role.LEAD)))


def _erase(member_id: int) -> int:
    """The index goes first, while it is still known which words were theirs."""
    forget_words(member_id)
    return erase_personal(member_id)


contribute("personal-data", PersonalData("activity", personal_activity, _erase))
contribute("job-kinds", JobKind("activity.settle", _("Bring the stream up to date")))
contribute("job-kinds", JobKind("activity.compact", _("Compact the lake")))
contribute("job-kinds", JobKind("activity.words", _("Bring the search index up to date")))

contribute(
    "navigation",
    NavigationEntry(
        "conversations",
        _("Conversations"),
        "conversations-list",
        "messages-square",
        permission="activity.view",
        order=10,
    ),
)
contribute(
    "navigation",
    NavigationEntry(
        "conversations",
        _("Channels, day by day"),
        "conversations-channels",
        "hash",
        permission="activity.view",
        order=20,
    ),
)
contribute("palette", PaletteSource(_("Conversations"), "activity.view", find_conversations))
contribute(
    "member-panels",
    MemberPanel(
        "timeline", _("Timeline over all channels"), "activity/panel.jinja", timeline, "activity.view", order=20
    ),
)
