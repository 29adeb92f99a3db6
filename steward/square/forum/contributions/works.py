"""What the square offers to goals: announcements of the team as pieces of work."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Work, WorkKind
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Viewer
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.queries.topics import address, visible

#: An announcement works on its readers for so long.
FRESH = timedelta(days=60)
MOST = 200


def announcements(viewer: Viewer, ids: Sequence[int]) -> dict[int, Work]:
    """These announcements, those the viewer may read, as pieces of work."""
    found = visible(places().open_to(standpoint(viewer))).filter(kind=TopicKind.ANNOUNCEMENT, pk__in=ids)
    return {topic.pk: _work(topic) for topic in found}


def current(viewer: Viewer) -> list[Work]:
    """Announcements of the last sixty days, the newest first."""
    rows = visible(places().open_to(standpoint(viewer))).filter(kind=TopicKind.ANNOUNCEMENT)
    return [_work(topic) for topic in rows.filter(created_at__gte=clock.now() - FRESH).order_by("-created_at")[:MOST]]


def _work(topic: Topic) -> Work:
    return Work(topic.pk, topic.title, address(topic), topic.created_at >= clock.now() - FRESH)


contribute("works", WorkKind("topic", _("Announcements"), "megaphone", announcements, current))
