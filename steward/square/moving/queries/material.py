"""What a source holds, thread by thread, as a move reads it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from steward.square.moving.rules.plan import Plan
from steward.stream.activity.enums import SPEAKING, Kind
from steward.stream.activity.public import Activity, Thread

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
#: What stands in a topic as a post; what else members do is not said.
SAID = (*SPEAKING, Kind.NOTICE)
_CHUNK = 900


class Said(NamedTuple):
    """Something said in a thread."""

    pk: int
    key: str
    kind: str
    occurred_at: datetime
    identity_id: int | None
    parent_id: int | None
    thread_id: int
    title: str
    body: str
    markup: str
    url: str
    reactions: int
    views: int
    edited_at: datetime | None
    deleted_at: datetime | None


class Given(NamedTuple):
    """A reaction with the one who gave it."""

    parent_id: int
    identity_id: int
    body: str
    occurred_at: datetime


def threads_of(source_id: int, plan: Plan, channels: Collection[int]) -> QuerySet[Thread]:
    """The threads a plan moves, in the order of their opening. `channels` are those that are not left out."""
    found = Thread.objects.filter(source=source_id, posts__gt=0, channel__in=list(channels), opened_at__isnull=False)
    if plan.since:
        found = found.filter(opened_at__gte=datetime(*plan.since.timetuple()[:3], tzinfo=UTC))
    return found.order_by("opened_at", "pk")


def after(threads: QuerySet[Thread], position: list[str | int]) -> QuerySet[Thread]:
    """Those behind the place where a turn stopped."""
    at = datetime.fromisoformat(str(position[0])) if position else _BEGINNING
    pk = int(position[1]) if position else 0
    return threads.filter(Q(opened_at__gt=at) | Q(opened_at=at, pk__gt=pk))


def said_in(threads: Collection[int], *, notices: bool) -> dict[int, list[Said]]:
    """What was said in threads, removed things too, in the order of saying. System lines only with `notices`."""
    kinds = SAID if notices else SPEAKING
    found: dict[int, list[Said]] = defaultdict(list)
    for some in parts(threads):
        rows = Activity.objects.filter(thread__in=some, kind__in=kinds, exercise="").order_by("occurred_at", "pk")
        for row in rows.values_list(*Said._fields):
            found[row[6]].append(Said(*row))
    return found


def given_to(activities: Iterable[int]) -> dict[int, list[Given]]:
    """The reactions to things said, of people who are known."""
    found: dict[int, list[Given]] = defaultdict(list)
    for some in parts(activities):
        rows = Activity.objects.filter(
            parent__in=some, kind=Kind.REACTION, deleted_at=None, identity__isnull=False, exercise=""
        )
        for row in rows.order_by("occurred_at", "pk").values_list(*Given._fields):
            found[row[0]].append(Given(*row))
    return found


def parts(ids: Iterable[int], size: int = _CHUNK) -> Iterator[list[int]]:
    """Ids in portions every database binds."""
    ordered = sorted(set(ids))
    return (ordered[at : at + size] for at in range(0, len(ordered), size))
