"""Which day it is, and what it brings."""

import logging
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from steward.direction.reports.public import usual_calendar
from steward.direction.today.records import Day
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Dated
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.workdays import holiday_name, is_workday
from steward.people.access.public import Viewer

log = logging.getLogger(__name__)
_SATURDAY = 5
MOST_DATES = 6


def day_of(viewer: Viewer) -> Day:
    """The viewer's day with its dates; each source makes a constant number of queries."""
    now = timezone.localtime(clock.now())
    on, calendar = now.date(), usual_calendar()
    works = is_workday(on, calendar)
    kind = "shifted" if works and on.weekday() >= _SATURDAY else "work" if works else "off"
    return Day(on, now.hour, kind, _name(holiday_name(on, calendar)), tuple(_dates(viewer, on)))


def _dates(viewer: Viewer, on: date) -> list[Dated]:
    found: list[Dated] = []
    for source in items("calendar"):
        try:
            found += source.find(viewer, on, on + timedelta(days=1))
        except Exception:
            log.exception("today: the dates of %s failed", source.key)
    return found[:MOST_DATES]


def _name(name: str) -> str:
    """A holiday in the language in use, as the calendar's package calls it in English."""
    known = {
        "New Year's Day": _("New Year's Day"), "Spring Festival": _("Spring Festival"),
        "Tomb-sweeping Day": _("Tomb-sweeping Day"), "Labour Day": _("Labour Day"),
        "Dragon Boat Festival": _("Dragon Boat Festival"), "Mid-autumn Festival": _("Mid-Autumn Festival"),
        "National Day": _("National Day"),
    }  # fmt: skip
    return known.get(name, name)
