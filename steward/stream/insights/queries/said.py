"""Activities as lines to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import strip_tags

from steward.foundation.kernel.text import cut
from steward.people.access.public import Viewer
from steward.stream.activity.public import Activity

LENGTH = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One activity: who, where, when and its first words."""

    id: int
    at: datetime
    channel: str
    who: str
    member: int | None
    kind: str
    words: str


def said(viewer: Viewer, ids: Sequence[int]) -> list[Said]:
    """The activities in the order of `ids`; without the right to read them, none."""
    if not viewer.can("activity.view"):
        return []
    rows = Activity.objects.filter(pk__in=ids, deleted_at=None).select_related("channel", "identity__member")
    found = {row.pk: _line(row) for row in rows}
    return [found[one] for one in ids if one in found]


def _line(row: Activity) -> Said:
    member = row.identity.member if row.identity else None
    words = " ".join(part for part in (row.title, strip_tags(row.body)) if part)
    return Said(
        id=row.pk,
        at=row.occurred_at,
        channel=row.channel.name,
        who=member.name if member else "",
        member=member.pk if member else None,
        kind=row.get_kind_display(),
        words=cut(" ".join(words.split()), LENGTH),
    )
