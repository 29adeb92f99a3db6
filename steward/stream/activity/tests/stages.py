"""A small stage for tests of the stream: a source, records by short names, and what the lake ought to hold."""

from datetime import UTC, datetime, timedelta
from typing import Any

from steward.people.access.public import SYSTEM
from steward.stream.activity.models import Activity, Source
from steward.stream.activity.public import ensure_source, ingest
from steward.stream.activity.records import ActivityRecord, Record

START = datetime(2024, 1, 31, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai


def a_source(key: str = "club") -> Source:
    return ensure_source(actor=SYSTEM, key=key, name=key.title(), service="slack")


def said(key: str, at: float = 0, **fields: Any) -> ActivityRecord:
    """A post `at` hours after the start, by "ann" in "hall"."""
    values = {
        "kind": "post", "occurred_at": START + timedelta(hours=at), "channel_id": "hall", "account_id": "ann",
        "body": f"words of {key}",
    } | fields  # fmt: skip
    return ActivityRecord(key, **values)


def give(source: Source, *records: Record, **options: Any):
    return ingest(actor=SYSTEM, source=source, records=records, **options)


def row(source: Source, key: str) -> Activity:
    return Activity.objects.get(source=source, key=key)


def truth() -> list[tuple]:
    """What `activity` must hold, straight from the database."""
    from zoneinfo import ZoneInfo

    from django.conf import settings

    zone = ZoneInfo(settings.TIME_ZONE)
    found = []
    for each in Activity.objects.filter(deleted_at=None, exercise="").select_related("parent").order_by("pk"):
        local = each.occurred_at.astimezone(zone)
        found.append((
            each.pk, each.occurred_at.astimezone(UTC).replace(tzinfo=None), local.date(),
            local.hour, each.source_id, each.channel_id, each.kind,
            each.form, each.identity_id, each.thread_id, each.parent_id,
            each.parent.identity_id if each.parent else None, each.reactions, each.edits,
        ))  # fmt: skip
    return found
