"""Saved segments of members, as parts of the community to ask about."""

from typing import Any

import numpy as np
from django.db.models import Aggregate, IntegerField, TextField, Value

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


class _Ids(Aggregate):
    """Whole numbers as one text, parted by commas: a row for a segment costs nothing, one for each member does."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same in PostgreSQL's words."""
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s::text, ',')", **context)


def members_by_segment(viewer: Viewer) -> list[tuple[int, str, tuple[int, ...]]]:
    """(id, name, ids of members) of the saved segments, in two queries; none for who may not see members."""
    require(allowed(viewer, "insights.view"))
    known = each_segment(viewer)[:MOST_SEGMENTS] if viewer.can("members.view") else []
    parts = [
        # In brackets of its own, so that what narrows by counting, or finds somebody twice, is no matter.
        rows.model.objects.filter(pk__in=rows.order_by().values("pk"))
        .annotate(segment=Value(segment.pk, IntegerField())).values("segment")
        .annotate(ids=_Ids("pk")).values_list("segment", "ids")
        for segment, rows in known
    ]  # fmt: skip
    found = dict(parts[0].union(*parts[1:], all=True)) if parts else {}
    return [(segment.pk, segment.name, _numbers(found.get(segment.pk))) for segment, _rows in known]


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(np.sort(np.fromstring(text, dtype=np.int64, sep=",")).tolist()) if text else ()
