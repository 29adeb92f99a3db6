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


def newest_day(viewer: Viewer) -> date | None:
    """The community's day of its newest activity; None when there is none."""
    require(allowed(viewer, "insights.view"))
    living = Activity.objects.filter(deleted_at=None, exercise="", kind__in=ACTIVE)
    newest = living.order_by("-occurred_at").values_list("occurred_at", flat=True).first()
    return newest.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if newest else None
