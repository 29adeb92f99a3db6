"""Days of the community."""

from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings

from steward.foundation.kernel import clock

#: What a period may be compared with.
Compare = Literal["previous", "year"] | tuple[date, date] | None

USUAL_DAYS = 28
_YEAR = timedelta(days=364)  # 52 weeks: the same weekdays


def today() -> date:
    """The present day in the community's time zone."""
    return clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def usual(day: date) -> tuple[date, date]:
    """The last whole days before a day: first day, and the day after the last."""
    return day - timedelta(days=USUAL_DAYS), day


def compared(since: date, until: date, compare: Compare) -> tuple[date, date] | None:
    """The days a period is compared with, the second excluded."""
    if compare is None:
        return None
    if isinstance(compare, tuple):
        return compare
    shift = _YEAR if compare == "year" else until - since
    return since - shift, until - shift
