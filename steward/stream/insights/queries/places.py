"""Sources and channels to choose from, and how far the stream reaches."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.enums import ACTIVE
from steward.stream.activity.public import Activity, Channel, Source


@dataclass(frozen=True, slots=True)
class Places:
    """(id, name) of sources, (id, name, source id) of channels, by name."""

    sources: list[tuple[int, str]]
    channels: list[tuple[int, str, int]]


def places(viewer: Viewer) -> Places:
    """Every source and channel."""
    require(allowed(viewer, "insights.view"))
    return Places(
        list(Source.objects.order_by("name").values_list("pk", "name")),
        list(Channel.objects.order_by("source__name", "name").values_list("pk", "name", "source_id")),
    )


def reach(viewer: Viewer) -> tuple[date, date] | None:
    """The community's days of its oldest and newest activity; None when there is none."""
    require(allowed(viewer, "insights.view"))
    living = Activity.objects.filter(deleted_at=None, exercise="", kind__in=ACTIVE)
    ends = [
        living.order_by(way).values_list("occurred_at", flat=True).first() for way in ("occurred_at", "-occurred_at")
    ]
    zone = ZoneInfo(settings.TIME_ZONE)
    return (ends[0].astimezone(zone).date(), ends[1].astimezone(zone).date()) if ends[0] and ends[1] else None
