"""Where the community lives: sources, channels, memberships. The viewer comes first."""

from django.db.models import Count, F, Max, Min, QuerySet

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.models import Activity, Channel, Membership, Source


def sources(viewer: Viewer) -> QuerySet[Source]:
    """All sources by name, each with its number of `channel_count`. Raises Forbidden."""
    require(allowed(viewer, "activity.view"))
    return Source.objects.annotate(channel_count=Count("channels")).order_by("name", "pk")


def source(viewer: Viewer, source_id: int) -> Source:
    """One source. Raises Forbidden and NotFound."""
    found = sources(viewer).filter(pk=source_id).first()
    if found is None:
        raise NotFound
    return found


def source_size(viewer: Viewer, source_id: int) -> dict[str, object]:
    """How many activities a source has and from when to when: `count`, `first`, `last`.

    Counts rows: for one source's page, not for lists. Raises Forbidden.
    """
    require(allowed(viewer, "activity.view"))
    living = Activity.objects.filter(source=source_id, deleted_at=None)
    return living.aggregate(count=Count("pk"), first=Min("occurred_at"), last=Max("occurred_at"))


def channels(viewer: Viewer, *, source_id: int | None = None) -> QuerySet[Channel]:
    """Channels with their sources, by source and name. Raises Forbidden."""
    require(allowed(viewer, "activity.view"))
    found = Channel.objects.select_related("source").order_by("source__name", "name", "pk")
    return found if source_id is None else found.filter(source=source_id)


def channel(viewer: Viewer, channel_id: int) -> Channel:
    """One channel. Raises Forbidden and NotFound."""
    found = channels(viewer).filter(pk=channel_id).first()
    if found is None:
        raise NotFound
    return found


def memberships(
    viewer: Viewer, *, member_id: int | None = None, channel_id: int | None = None, current: bool | None = None
) -> QuerySet[Membership]:
    """Stays of a member or in a channel, the latest first, with channel, source, identity and member loaded.

    `current` keeps those that have not ended (True) or that have (False). Raises Forbidden.
    """
    require(allowed(viewer, "activity.view"))
    found = Membership.objects.select_related("channel__source", "identity__member", "inviter__member")
    if member_id is not None:
        found = found.filter(identity__member=member_id)
    if channel_id is not None:
        found = found.filter(channel=channel_id)
    if current is not None:
        found = found.filter(left_at__isnull=current)
    return found.order_by(F("joined_at").desc(nulls_last=True), "-pk")
