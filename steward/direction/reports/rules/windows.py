"""When a plan is due and which days its report covers: pure functions of the calendar.

Days are the community's. Weeks begin on Monday. A report moved by holidays covers everything since the one before it:
Monday's daily report has the weekend, the first after a holiday the holiday, and two weekly reports that fall on the
same first workday become one.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from steward.direction.reports.enums import Period
from steward.foundation.kernel.clock import FIRST_DAY, LAST_DAY
from steward.foundation.kernel.workdays import Calendar, is_workday, next_workday, previous_workday

#: The longest report covers so many days.
_MOST_DAYS = 3 * 366
_ONE = timedelta(days=1)
_WEEK = timedelta(days=7)
#: Two months and a long holiday: within so many days every plan is due once.
_HORIZON = 80
#: Weeks and months whose report may have been moved onto a day.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a plan is due: see the fields of the plan."""

    period: str
    hour: int
    weekday: int = 0
    month_day: int = 1
    same_day: bool = False
    workdays_only: bool = True
    calendar: Calendar = "cn"


@dataclass(frozen=True, slots=True)
class Window:
    """A report that is due: from when on, and the days it covers (`until` excluded)."""

    due: datetime
    since: date
    until: date


def impossible(since: date, until: date) -> str:
    """Why no report can be about the days from `since` to the one before `until`; "" where one can."""
    if since >= until:
        return _("The period must end after it begins.")
    if not FIRST_DAY <= since < until <= LAST_DAY:
        return _("Choose days between 1990 and 2200.")
    return _("Choose days in their order, three years at most.") if (until - since).days > _MOST_DAYS else ""


def last_due(rhythm: Rhythm, now: datetime, zone: ZoneInfo) -> Window | None:
    """The latest report due at or before `now`."""
    today = now.astimezone(zone).date()
    return next(
        (found for back in range(_HORIZON) if (found := _on(rhythm, today - back * _ONE, zone)) and found.due <= now),
        None,
    )


def next_due(rhythm: Rhythm, now: datetime, zone: ZoneInfo) -> Window | None:
    """The first report due after `now`."""
    today = now.astimezone(zone).date()
    return next(
        (found for on in range(_HORIZON) if (found := _on(rhythm, today + on * _ONE, zone)) and found.due > now), None
    )


def usual_window(period: str, today: date, *, same_day: bool = False) -> tuple[date, date]:
    """The days of a report that somebody asks for now: the last whole day, week or month."""
    if period == Period.WEEK:
        monday = _monday(today)
        return monday - _WEEK, monday
    if period == Period.MONTH:
        first = today.replace(day=1)
        return _month_before(first), first
    return (today, today + _ONE) if same_day else (today - _ONE, today)


def before(period: str, since: date, until: date) -> tuple[date, date]:
    """The days a report is compared with: as many before; for whole months the months before."""
    if period == Period.MONTH and since.day == until.day == 1:
        months = (until.year - since.year) * 12 + until.month - since.month
        start = since
        for _month in range(months):
            start = _month_before(start)
        return start, since
    return since - (until - since), since


def year_before(period: str, since: date, until: date) -> tuple[date, date]:
    """The same days a year ago: the same month, or 52 weeks before, so that weekdays match."""
    if period == Period.MONTH and since.day == until.day == 1:
        return since.replace(year=since.year - 1), until.replace(year=until.year - 1)
    return since - 52 * _WEEK, until - 52 * _WEEK


def _on(rhythm: Rhythm, day: date, zone: ZoneInfo) -> Window | None:
    """The report due on this day, None when none is."""
    days = {Period.DAY: _daily, Period.WEEK: _weekly, Period.MONTH: _monthly}[Period(rhythm.period)](rhythm, day)
    if days is None:
        return None
    return Window(datetime.combine(day, time(rhythm.hour), zone), *days)


def _daily(rhythm: Rhythm, day: date) -> tuple[date, date] | None:
    if not rhythm.workdays_only:
        last = day - _ONE
    elif is_workday(day, rhythm.calendar):
        last = previous_workday(day, rhythm.calendar)
    else:
        return None
    shift = _ONE if rhythm.same_day else timedelta(0)
    return last + shift, day + shift


def _weekly(rhythm: Rhythm, day: date) -> tuple[date, date] | None:
    mondays = [_monday(day) - back * _WEEK for back in range(_REACH)]
    return _together(rhythm, day, [(one + rhythm.weekday * _ONE, one - _WEEK, one) for one in mondays])


def _monthly(rhythm: Rhythm, day: date) -> tuple[date, date] | None:
    first = day.replace(day=1)
    firsts = [first, _month_before(first)]
    return _together(rhythm, day, [(one.replace(day=rhythm.month_day), _month_before(one), one) for one in firsts])


def _together(rhythm: Rhythm, day: date, wanted: list[tuple[date, date, date]]) -> tuple[date, date] | None:
    """The days of all reports that fall on `day`, given the day each is wanted on."""
    found = [(since, until) for on, since, until in wanted if _moved(rhythm, on) == day]
    return (min(one for one, _until in found), max(one for _since, one in found)) if found else None


def _moved(rhythm: Rhythm, day: date) -> date:
    if not rhythm.workdays_only or is_workday(day, rhythm.calendar):
        return day
    return next_workday(day, rhythm.calendar)


def _monday(day: date) -> date:
    return day - day.weekday() * _ONE


def _month_before(first: date) -> date:
    return (first - _ONE).replace(day=1)
