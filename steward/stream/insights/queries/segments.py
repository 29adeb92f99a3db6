"""Saved segments of members, as parts of the community to ask about."""

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.members.public import segment_members
from steward.people.members.public import segments as all_segments


def segments(viewer: Viewer) -> list[tuple[int, str]]:
    """(id, name) of every segment; none for who may not see members."""
    require(allowed(viewer, "insights.view"))
    return [(segment.pk, segment.name) for segment in all_segments()] if viewer.can("members.view") else []


def members_of(viewer: Viewer, segment: int) -> tuple[int, ...]:
    """The ids of a segment's members, as it is now. Raises Forbidden, NotFound."""
    return tuple(segment_members(viewer, segment).order_by().values_list("pk", flat=True).distinct())
