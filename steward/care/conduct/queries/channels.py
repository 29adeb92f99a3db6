"""Messages of other channels as something the team can bring into the queue."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import escape, linebreaks

from steward.care.conduct.rules.conflict import REVIEW
from steward.foundation.kernel.contracts import Flagged
from steward.foundation.kernel.ruling import NotFound, Ruling
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.public import Activity

#: Messages shown before and after the one in question.
NEAR = 3


def load(activity_ids: Sequence[int]) -> dict[int, Flagged]:
    """Messages by id: one query."""
    return {one.id: one for one in _drawn(Activity.objects.filter(pk__in=activity_ids))}


def around(activity_id: int) -> list[Flagged]:
    """The message with those before and after it in its channel: two queries."""
    here = Activity.objects.filter(pk=activity_id).values_list("channel_id", "occurred_at").first()
    if here is None:
        return []
    rows = Activity.objects.filter(channel=here[0]).exclude(body="", deleted_at=None)
    before = rows.filter(occurred_at__lte=here[1]).order_by("-occurred_at", "-pk")[: NEAR + 1]
    after = rows.filter(occurred_at__gt=here[1]).order_by("occurred_at", "pk")[:NEAR]
    found = {one.id: one for some in (before, after) for one in _drawn(some)} | load([activity_id])
    return sorted(found.values(), key=lambda one: (one.at, one.id))


def may_report(viewer: Viewer, activity_id: int) -> Ruling:
    """Only the team: members report where the message stands. Raises NotFound for everybody else."""
    ruling = allowed(viewer, REVIEW)
    if not ruling or not Activity.objects.filter(pk=activity_id).exists():
        raise NotFound
    return ruling


def may_judge(viewer: Viewer, _thing: Flagged) -> Ruling:
    """Whether the viewer may decide about messages elsewhere."""
    return allowed(viewer, REVIEW)


def _address(row: Activity) -> str:
    """Where it stands, when that is an address of the web: what came from outside may say anything."""
    web = row.url.startswith(("http://", "https://"))
    return row.url if web else reverse("conversations-message", args=[row.pk])


def _drawn(rows: QuerySet[Activity]) -> list[Flagged]:
    return [
        Flagged(
            kind="activity", id=row.pk, author=row.identity_id, at=row.occurred_at,
            title=row.title or (row.thread.title if row.thread else ""), text=row.body,
            html=linebreaks(escape(row.body)), url=_address(row),
            state="gone" if row.deleted_at else "shown", place=f"channel:{row.channel_id}",
            place_name=row.channel.name, readers=row.views,
        )
        for row in rows.select_related("channel", "thread")
    ]  # fmt: skip
