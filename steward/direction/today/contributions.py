"""What the today room offers: the first entry of the rail, its kind of job."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from steward.direction.today.enums import MOVES
from steward.direction.today.queries.waiting import mine_waiting
from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM_DOOR, viewer_in


def badge(request: HttpRequest) -> int:
    """What waits for the viewer in person."""
    return mine_waiting(viewer_in(request))


contribute("navigation", NavigationEntry("today", _("Today"), "today", "sun", TEAM_DOOR, 1, badge))
contribute("job-kinds", JobKind(MOVES, _("Telling what moved")))
