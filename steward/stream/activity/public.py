"""The door of the activity room."""

from steward.stream.activity.actions.ensure_source import ensure_source
from steward.stream.activity.actions.index_words import index_words
from steward.stream.activity.actions.ingest import Counts, Ingestor, ingest, record
from steward.stream.activity.actions.remove_source import remove_source
from steward.stream.activity.derive.settle import settle
from steward.stream.activity.lake.advance import advance_lake, rebuild_lake, write_arrays, write_tables
from steward.stream.activity.lake.read import Lake, lake_status
from steward.stream.activity.models import Activity, Channel, Membership, Source, Thread

__all__ = [
    "Activity",
    "Channel",
    "Counts",
    "Ingestor",
    "Lake",
    "Membership",
    "Source",
    "Thread",
    "advance_lake",
    "ensure_source",
    "index_words",
    "ingest",
    "lake_status",
    "rebuild_lake",
    "record",
    "remove_source",
    "settle",
    "write_arrays",
    "write_tables",
]
