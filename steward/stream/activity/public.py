"""The door of the activity room."""

from steward.stream.activity.actions.ensure_source import ensure_source
from steward.stream.activity.actions.ingest import Counts, Ingestor, ingest, record
from steward.stream.activity.models import Activity, Channel, Membership, Source, Thread

__all__ = [
    "Activity",
    "Channel",
    "Counts",
    "Ingestor",
    "Membership",
    "Source",
    "Thread",
    "ensure_source",
    "ingest",
    "record",
]
