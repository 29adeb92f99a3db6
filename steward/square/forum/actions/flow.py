"""The consumer `forum.stream`: what members do on the square flows into the activity stream."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from steward.foundation.journal.public import advance
from steward.people.access.public import SYSTEM
from steward.people.community.public import community
from steward.people.joining.enums import REALM, SERVICE
from steward.square.forum.queries.happened import read_happened
from steward.square.forum.queries.moved_records import moved_records
from steward.square.forum.queries.standing_posts import touched_ids
from steward.square.forum.queries.stream_records import SQUARE, records_of
from steward.square.forum.rules.touched import Happened, Touched, touched_by
from steward.stream.activity.public import Source, ensure_source, ingest
from steward.stream.activity.records import Record

CONSUMER = "forum.stream"
#: Facts in one transaction; one that names a large topic may bring many more rows.
_BATCH, _ROWS = 500, 2_000


def flow(report: Callable[[int], None] | None = None) -> int:
    """Bring the stream up to the last fact; returns the facts read. Safe to kill and to run twice at any moment.

    The facts only name rows; what is written is how these stand now, so reading a fact again changes nothing.
    """
    done = 0
    while taken := advance(CONSUMER, read_happened, pour, batch=_BATCH):
        done += taken
        if report:
            report(done)
    return done


def pour(facts: Sequence[Happened]) -> None:
    """Write what the facts touched, as it stands, into the stream."""
    touched = touched_by(facts)
    if touched == Touched():
        return
    source = the_source()
    _write(source, list(records_of(touched, source)))
    for source_id, changed in moved_records(touched_ids(touched)).items():
        _write(Source.objects.get(pk=source_id), changed)


def the_source() -> Source:
    """The square among the sources, made when it is first needed."""
    name = community().name or _("The square")
    return ensure_source(actor=SYSTEM, key=SQUARE, name=name, service=SERVICE, realm=REALM)


def _write(source: Source, records: Sequence[Record]) -> None:
    for at in range(0, len(records), _ROWS):
        ingest(actor=SYSTEM, source=source, records=records[at : at + _ROWS])
