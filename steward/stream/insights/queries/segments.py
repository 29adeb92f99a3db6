"""Saved segments of members, as parts of the community to ask about."""

from django.db.models import IntegerField, Value

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.members.public import each_segment, segment_members
from steward.people.members.public import segments as all_segments

#: Explanations look at so many segments, by name.
MOST_SEGMENTS = 20


def segments(viewer: Viewer) -> list[tuple[int, str]]:
    """(id, name) of every segment; none for who may not see members."""
    require(allowed(viewer, "insights.view"))
    return [(segment.pk, segment.name) for segment in all_segments()] if viewer.can("members.view") else []


def members_of(viewer: Viewer, segment: int) -> tuple[int, ...]:
    """The ids of a segment's members, as it is now. Raises Forbidden, NotFound."""
    return tuple(segment_members(viewer, segment).order_by().values_list("pk", flat=True).distinct())


def members_by_segment(viewer: Viewer) -> list[tuple[int, str, tuple[int, ...]]]:
    """(id, name, ids of members) of the saved segments, in two queries; none for who may not see members."""
    require(allowed(viewer, "insights.view"))
    known = each_segment(viewer)[:MOST_SEGMENTS] if viewer.can("members.view") else []
    parts = [
        rows.order_by().annotate(segment=Value(segment.pk, IntegerField())).values_list("pk", "segment")
        for segment, rows in known
    ]
    found: dict[int, set[int]] = {}
    for member, segment in parts[0].union(*parts[1:]) if parts else ():
        found.setdefault(segment, set()).add(member)
    return [(segment.pk, segment.name, tuple(sorted(found.get(segment.pk, ())))) for segment, _rows in known]
