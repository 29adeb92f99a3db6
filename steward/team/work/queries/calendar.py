"""What has a day, over every room."""

import logging
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from steward.foundation.kernel.contracts import Dated, DatedSource
from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer
from steward.team.work.enums import OPEN, VIEW, State
from steward.team.work.models import Task
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.rules.due import zone

log = logging.getLogger(__name__)
#: Tasks given for a span of days.
MOST = 1000


@dataclass(frozen=True, slots=True)
class OnDay:
    """Something on a day, and what kind of thing it is."""

    thing: Dated
    source: str
    label: Any


@dataclass(frozen=True, slots=True)
class Month:
    """A month in whole weeks. `days` has every day of them with what is on it."""

    first: date
    weeks: list[list[date]]
    days: dict[date, list[OnDay]]

    @property
    def before(self) -> date:
        """A day of the month before."""
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return self.first + timedelta(days=monthrange(self.first.year, self.first.month)[1])


def month(viewer: Viewer, first: date) -> Month:
    """The month of a day, weeks beginning on Monday, in a constant number of queries."""
    first = first.replace(day=1)
    start = first - timedelta(days=first.weekday())
    count = -(-(first.weekday() + monthrange(first.year, first.month)[1]) // 7)
    weeks = [[start + timedelta(days=7 * week + number) for number in range(7)] for week in range(count)]
    days: dict[date, list[OnDay]] = {one: [] for week in weeks for one in week}
    for found in on_days(viewer, start, start + timedelta(days=7 * count)):
        for one in _spanned(found.thing):
            if one in days:
                days[one].append(found)
    return Month(first, weeks, days)


def on_days(viewer: Viewer, since: date, until: date) -> list[OnDay]:
    """Everything from `since` to the day before `until` that the viewer may see, in order of time.

    A room that fails is left out and logged.
    """
    found = [
        OnDay(thing, source.key, source.label) for source in items("calendar")
        for thing in _found(source, viewer, since, until)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (_moment(one.thing.on), one.thing.title))


def dated_tasks(viewer: Viewer, since: date, until: date) -> Sequence[Dated]:
    """Open tasks due in these days, and those that were done, for the point `calendar`; one query for the tasks."""
    if not viewer.can(VIEW):
        return ()
    rows = tasks_for(viewer).filter(due_on__gte=since, due_on__lt=until).exclude(state=State.DROPPED)
    rows = rows.filter(Q(state__in=OPEN) | Q(state=State.DONE)).select_related("owner").order_by("due_at")[:MOST]
    return [_dated(task) for task in rows.defer("note", "html", "words")]


def _dated(task: Task) -> Dated:
    assert task.due_on is not None
    on: date | datetime = task.due_on
    if task.due_time:
        on = datetime.combine(task.due_on, task.due_time, zone())
    mark = "✓ " if task.state == State.DONE else ""
    owner = task.owner.display_name if task.owner else ""
    return Dated(f"task-{task.pk}", mark + task.title, on, reverse("work-task", args=[task.pk]), owner)


def _found(source: DatedSource, viewer: Viewer, since: date, until: date) -> Sequence[Dated]:
    try:
        return source.find(viewer, since, until)
    except Exception:
        log.exception("calendar: %s failed", source.key)
        return ()


def _spanned(thing: Dated) -> list[date]:
    """The days it covers, at most two months of them."""
    first, last = (_day(one) for one in (thing.on, thing.until or thing.on))
    return [first + timedelta(days=number) for number in range(min((last - first).days, 62) + 1)]


def _day(on: date | datetime) -> date:
    return on.astimezone(zone()).date() if isinstance(on, datetime) else on


def _moment(on: date | datetime) -> datetime:
    """A whole day comes before its hours."""
    return on if isinstance(on, datetime) else datetime(on.year, on.month, on.day, tzinfo=zone())
