"""Cron expressions: five fields (minute, hour, day of month, month, day of week), UTC.

A field is `*`, a number, a range `a-b`, a list `a,b`, each with an optional step `/n`; Sunday is 0 or 7. As in
Vixie cron, when both day fields are restricted a day that matches either of them counts (man 5 crontab).
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_HORIZON = timedelta(days=366 * 5)


class BadCron(ValueError):
    """The expression cannot be read, or names a moment that never comes."""


def _field(text: str, low: int, high: int) -> frozenset[int]:
    values: set[int] = set()
    for part in text.split(","):
        span, _slash, step = part.partition("/")
        first, _dash, last = ("", "", "") if span == "*" else span.partition("-")
        try:
            start = int(first) if first else low
            end = int(last) if last else (start if first and not step else high)
            jump = int(step) if step else 1
        except ValueError:
            raise BadCron(f"{text!r} is not a field of a cron expression") from None
        if not low <= start <= end <= high or jump < 1:
            raise BadCron(f"{text!r} leaves the range {low}-{high}")
        values.update(range(start, end + 1, jump))
    return frozenset(values)


@lru_cache(maxsize=256)
def _fields(cron: str) -> tuple[frozenset[int], ...]:
    parts = cron.split()
    if len(parts) != len(_BOUNDS):
        raise BadCron(f"{cron!r} does not have five fields")
    return tuple(_field(part, low, high) for part, (low, high) in zip(parts, _BOUNDS, strict=True))


def _is_day(cron: str, moment: datetime) -> bool:
    _minute, _hour, days, months, weekdays = _fields(cron)
    if moment.month not in months:
        return False
    weekday = moment.isoweekday()
    by_week = weekday in weekdays or (weekday == 7 and 0 in weekdays)
    by_month = moment.day in days
    _m, _h, day_text, _mo, week_text = cron.split()
    if day_text != "*" and week_text != "*":
        return by_month or by_week
    return by_month and by_week


def next_after(cron: str, moment: datetime) -> datetime:
    """The first whole minute after `moment` (aware) at which `cron` fires, in UTC. Raises `BadCron`."""
    minutes, hours = _fields(cron)[:2]
    at = moment.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
    end = at + _HORIZON
    while at < end:
        if not _is_day(cron, at):
            at = at.replace(hour=0, minute=0) + timedelta(days=1)
        elif at.hour not in hours:
            at = at.replace(minute=0) + timedelta(hours=1)
        elif at.minute not in minutes:
            at += timedelta(minutes=1)
        else:
            return at
    raise BadCron(f"{cron!r} never fires")
