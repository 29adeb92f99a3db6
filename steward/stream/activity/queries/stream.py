"""How consumers follow the stream."""

from datetime import datetime
from typing import NamedTuple

from steward.stream.activity.models import Activity


class StreamRow(NamedTuple):
    """A row of the stream as it is now; `seq` is the number of its last change."""

    seq: int
    id: int
    source_id: int
    channel_id: int
    kind: str
    occurred_at: datetime
    identity_id: int | None
    thread_id: int | None
    deleted_at: datetime | None
    exercise: str


def read_stream(after: int, limit: int) -> list[StreamRow]:
    """Rows whose number is greater, in order: for `journal.advance`.

    A row that changed again has moved to its new number, so each consumer sees its latest state, once or more often,
    and never misses the last one.
    """
    rows = Activity.objects.filter(seq__gt=after).order_by("seq").values_list(*StreamRow._fields)[:limit]
    return [StreamRow(*row) for row in rows]
