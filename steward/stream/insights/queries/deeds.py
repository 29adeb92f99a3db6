"""What the team and Steward did in some days, told by the rooms that did it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from steward.foundation.journal.public import Fact
from steward.foundation.kernel.contracts import Deed, Done
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed

#: So many facts are looked at for one kind of deed, newest first: the newest of topics in a busy square.
MOST_FACTS = 2000
MOST = 40
#: What was done so many days before may have moved a number too.
LEAD = timedelta(days=7)


def deeds(viewer: Viewer, since: date, until: date, *, limit: int = MOST) -> tuple[Done, ...]:
    """What was done from `since` to the day before `until` and in the week before, weightiest first.

    Each contribution to the point `deeds` makes a constant number of queries; what the viewer must not see is left out
    by the room it belongs to. Needs `insights.view`.
    """
    require(allowed(viewer, "insights.view"))
    start, end = (_moment(day) for day in (since - LEAD, until))
    found: list[Done] = []
    for deed in items("deeds"):
        found += deed.tell(viewer, _facts(deed, start, end))
    found.sort(key=lambda done: (-done.weight, -done.at.timestamp()))
    return tuple(found[:limit])


def was_before(done: Done, since: date) -> bool:
    """Whether something was done before the days in question."""
    return done.at < _moment(since)


def _facts(deed: Deed, start: datetime, end: datetime) -> Sequence[Any]:
    rows = Fact.objects.filter(type__in=deed.types, at__gte=start, at__lt=end)
    return list(rows.order_by("-seq")[:MOST_FACTS])


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))
