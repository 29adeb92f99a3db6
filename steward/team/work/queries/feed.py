"""The private calendar of an account, as iCalendar (RFC 5545)."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Todo

from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Dated
from steward.foundation.kernel.ruling import NotFound
from steward.foundation.kernel.sealing import unseal
from steward.people.access.public import Viewer, hash_of, viewer_of
from steward.people.community.public import community
from steward.team.work.enums import OPEN, VIEW, Priority, State
from steward.team.work.models import CalendarFeed, Task
from steward.team.work.queries.calendar import on_days
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.rules.due import zone

#: Days around today that a feed covers.
BEFORE, AFTER = 60, 400
#: iCalendar counts priorities from 1, the highest, to 9.
_PRIORITY = {Priority.URGENT: 1, Priority.HIGH: 3, Priority.NORMAL: 5, Priority.LOW: 9}
_STATUS = {State.TODO: "NEEDS-ACTION", State.DOING: "IN-PROCESS", State.WAITING: "NEEDS-ACTION"}


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar file and what tells one version from another."""

    content: bytes
    etag: str


def reader_of(token: str) -> Viewer:
    """Whose calendar this secret address is, with today's rights. Raises NotFound (unknown, revoked, no team mate)."""
    row = CalendarFeed.objects.select_related("account").filter(hash=hash_of(token)).first()
    viewer = viewer_of(row.account) if row else None
    if viewer is None or not viewer.account or not viewer.can(VIEW):
        raise NotFound
    return viewer


def feed_of(viewer: Viewer, now: datetime | None = None) -> Feed:
    """Everything with a day that the viewer may see, and their own open tasks as to-dos, in their language.

    What everybody's calendar shows is an event: tasks are events on their day too, because many programs show no
    to-dos. Nothing in it depends on when it is asked, so the same content has the same tag.
    """
    moment = now or clock.now()
    today = moment.astimezone(zone()).date()
    assert viewer.account is not None
    with translation.override(viewer.account.language or settings.LANGUAGE_CODE):
        made = _empty()
        for found in on_days(viewer, today - timedelta(days=BEFORE), today + timedelta(days=AFTER)):
            made.add_component(_event(found.thing))
        for task in _own(viewer):
            made.add_component(_todo(task))
    made.add_missing_timezones()
    content = made.to_ical()
    return Feed(content, hashlib.sha256(content).hexdigest()[:32])


def _own(viewer: Viewer) -> list[Task]:
    helps = Task.helpers.through.objects.filter(account_id=viewer.own_id).values("task_id")
    mine = tasks_for(viewer).filter(Q(owner=viewer.own_id) | Q(pk__in=helps), state__in=OPEN)
    return list(mine.order_by("due_at", "pk")[:500])


def _empty() -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Steward//Team calendar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    name = _("%(community)s: team") % {"community": community().name}
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    return made


def _event(thing: Dated) -> Event:
    made = Event()
    made.add("uid", _uid(thing.uid))
    made.add("dtstamp", _STAMP)
    made.add("summary", thing.title)
    made.add("dtstart", _when(thing.on))
    made.add("dtend", _end(thing))
    made.add("url", _absolute(thing.url))
    made.add("description", "\n".join(part for part in (thing.detail, _absolute(thing.url)) if part))
    if not isinstance(thing.on, datetime):
        made.add("transp", "TRANSPARENT")  # a due day does not make one busy
    return made


def _todo(task: Task) -> Todo:
    made = Todo()
    made.add("uid", _uid(f"todo-{task.pk}"))
    made.add("dtstamp", _STAMP)
    made.add("created", task.made_at.astimezone(UTC))
    made.add("sequence", task.version)
    made.add("summary", task.title)
    made.add("status", _STATUS[State(task.state)])
    made.add("priority", _PRIORITY[Priority(task.priority)])
    made.add("url", _absolute(f"/console/work/tasks/{task.pk}/"))
    if task.note:
        made.add("description", task.note)
    if task.due_on is not None:
        made.add("due", datetime.combine(task.due_on, task.due_time, zone()) if task.due_time else task.due_on)
        if task.remind_at is not None and task.due_at is not None:
            made.add_component(_alarm(task))
    return made


def _alarm(task: Task) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", task.title)
    made.add("trigger", task.remind_at.astimezone(UTC) if task.remind_at else None)
    return made


#: A stamp of now would make every answer another one.
_STAMP = datetime(2020, 1, 1, tzinfo=UTC)


def _when(on: date | datetime) -> date | datetime:
    """Moments in the community's time zone: a meeting stays at its hour when summer time begins."""
    return on.astimezone(zone()) if isinstance(on, datetime) else on


def _end(thing: Dated) -> date | datetime:
    """The end, which iCalendar does not count in: the day after for days, half an hour for a moment without one."""
    if isinstance(thing.on, datetime):
        until = thing.until if isinstance(thing.until, datetime) else thing.on + timedelta(minutes=30)
        return _when(until)
    last = thing.until or thing.on
    day = last.astimezone(zone()).date() if isinstance(last, datetime) else last
    return day + timedelta(days=1)


def _uid(own: str) -> str:
    return f"{own}@{urlsplit(settings.BASE_URL).hostname or 'steward'}"


def _absolute(url: str) -> str:
    return url if "://" in url else f"{settings.BASE_URL}{url}"


@dataclass(frozen=True, slots=True)
class Address:
    """The secret address of a calendar as its owner sees it."""

    url: str
    made_at: datetime
    read_at: datetime | None


def address_of(viewer: Viewer) -> Address | None:
    """The viewer's own address; None where there is none, or it was sealed with another key."""
    row = CalendarFeed.objects.filter(account=viewer.own_id).first()
    token = unseal(row.token) if row else ""
    if row is None or not token:
        return None
    return Address(_absolute(reverse("work-feed-file", args=[token])), row.made_at, row.read_at)
