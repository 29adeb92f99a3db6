"""When something is due, in the community's time zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from steward.foundation.kernel.workdays import Calendar, is_workday, previous_workday

_END = time(23, 59, 59)
_MORNING = time(9)
#: Time zones whose days off are those of China.
_CHINA = ("Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "Asia/Urumqi", "PRC")


def zone() -> ZoneInfo:
    """The community's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def calendar() -> Calendar:
    """Whose days off hold for the team: China's where its clocks are China's, otherwise weekends."""
    return "cn" if settings.TIME_ZONE in _CHINA else "plain"


def split(due: date | datetime | None) -> tuple[date | None, time | None]:
    """A whole day, or a moment, as the day and the time of the community."""
    if isinstance(due, datetime):
        local = due.astimezone(zone()) if due.tzinfo else due
        return local.date(), local.time().replace(second=0, microsecond=0)
    return due, None


def joined(on: date | None, at: time | None) -> date | datetime | None:
    """A day and perhaps a time of the community as `split` takes them apart."""
    return datetime.combine(on, at, zone()) if on and at else on


def due_moment(on: date | None, at: time | None) -> datetime | None:
    """The moment from which it is late: that time, or the end of the day; None without a day."""
    return None if on is None else datetime.combine(on, at or _END, zone())


def reminder(on: date | None, at: time | None, minutes: int | None, *, workdays_only: bool) -> datetime | None:
    """When to remind, so many minutes before it is due; None where nobody is to be reminded.

    A whole day counts from nine in the morning. What falls on a day off comes on the working day before it.
    """
    if on is None or minutes is None:
        return None
    moment = datetime.combine(on, at or _MORNING, zone()) - timedelta(minutes=minutes)
    if workdays_only and not is_workday(moment.date(), calendar()):
        return datetime.combine(previous_workday(moment.date(), calendar()), moment.timetz())
    return moment
