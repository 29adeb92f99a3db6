"""A sample community: the simulator's people, taken in like any other, in sources of their own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import Reporter
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import Ingestor, Source, ensure_source, index_words
from steward.stream.activity.records import ActivityRecord, MembershipRecord, Record, ThreadRecord
from steward.stream.channels.settling import settle
from steward.stream.simulator.enums import Source as Place
from steward.stream.simulator.public import Spec, records_by_source, simulate

BATCH = 2_000
#: Its sources' keys start so; whoever lists sources can tell them from real ones.
PREFIX = "sample-"
SERVICES = {
    Place.WECHAT: ("wechat", _("Sample WeChat groups")),
    Place.DISCORD: ("discord", _("Sample Discord server")),
    Place.FORUM: ("forum", _("Sample forum")),
    Place.MAIL: ("mail", _("Sample mailing list")),
    Place.GITHUB: ("github", _("Sample repositories")),
}


def sample_spec(today: date) -> Spec:
    """Some 400 people over the 18 months that end with this one."""
    return Spec(members=400, months=18, seed=8, activities=16_000, until=today, zone=settings.TIME_ZONE)


def make_sample(reporter: Reporter) -> dict[str, Any]:
    """Make the sample community up to now. Done again in the same month it only adds what has happened since."""
    now = clock.now()
    spec = sample_spec(now.date())
    ingestors: dict[Place, Ingestor] = {}
    waiting: dict[Place, list[Record]] = defaultdict(list)
    done = 0
    for place, record in until_now(records_by_source(simulate(spec)), now):
        waiting[place].append(record)
        if len(waiting[place]) >= BATCH:
            done += _store(place, ingestors, waiting)
            reporter.report(done, None, str(_("Making a sample community")))
    for place in list(waiting):
        done += _store(place, ingestors, waiting)
    settle(reporter, done)
    index_words(report=lambda words: reporter.report(words, None, str(_("Making the words findable"))))
    return {"records": done, "sources": sorted(ingestor.source.key for ingestor in ingestors.values())}


def until_now(records: Iterable[tuple[Place, Record]], now: datetime) -> Iterator[tuple[Place, Record]]:
    """What has happened by `now`. Threads come last, and only those in which something was said."""
    threads: list[tuple[Place, ThreadRecord]] = []
    opened: set[str] = set()
    for place, record in records:
        if isinstance(record, ThreadRecord):
            threads.append((place, record))
        elif isinstance(record, ActivityRecord):
            if record.occurred_at <= now:
                opened.add(record.thread_id)
                yield place, record
        elif not isinstance(record, MembershipRecord):
            yield place, record
        elif record.joined_at is None or record.joined_at <= now:
            stays = record.left_at is not None and record.left_at > now
            yield place, record._replace(left_at=None, left_by="") if stays else record
    yield from ((place, thread) for place, thread in threads if thread.thread_id in opened)


def _store(place: Place, ingestors: dict[Place, Ingestor], waiting: dict[Place, list[Record]]) -> int:
    if place not in ingestors:
        ingestors[place] = Ingestor(actor=SYSTEM, source=_source(place))
    records = [_apart(record) for record in waiting.pop(place)]
    ingestors[place].ingest(records)
    return len(records)


def _apart(record: Record) -> Record:
    """Invented GitHub names must not meet real ones: they live in the sample's own realm."""
    return record._replace(realm="") if getattr(record, "realm", "") == "github.com" else record  # type: ignore[call-arg]


def _source(place: Place) -> Source:
    service, name = SERVICES[place]
    return ensure_source(
        actor=SYSTEM, key=PREFIX + service, name=str(name), service=service, realm=PREFIX + service, timezone=""
    )
