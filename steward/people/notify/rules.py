"""When mail may go, in the clock of who gets it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from steward.people.notify.enums import MailMode

#: A mail about one thing waits so long: what is edited or read meanwhile goes out as it is then, or not at all.
GRACE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When an account takes mail: its time zone, quiet hours, hour of the daily digest, pause."""

    zone: ZoneInfo
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_hour: int = 8
    paused_until: date | None = None


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name; the installation's for "" and for names that do not exist."""
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def is_paused(rhythm: Rhythm, now: datetime) -> bool:
    """Whether the account takes no mail on this day of its own calendar."""
    return rhythm.paused_until is not None and now.astimezone(rhythm.zone).date() < rhythm.paused_until


def after_quiet(rhythm: Rhythm, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into (UTC)."""
    start, end = rhythm.quiet_from, rhythm.quiet_until
    if start is None or end is None or start == end:
        return moment
    local = moment.astimezone(rhythm.zone)
    clock = local.time()
    if not (start <= clock < end if start < end else clock >= start or clock < end):
        return moment
    day = local.date() + timedelta(days=1) if clock >= end else local.date()
    # A clock set back repeats its hours: the end must not come before the moment it ends.
    ends = [datetime.combine(day, end, rhythm.zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    return next((at for at in ends if at > moment), moment)


def due_at(mode: str, rhythm: Rhythm, now: datetime) -> datetime:
    """When a mail told of now is due: after the grace, at the next full hour or at the hour of the digest (UTC)."""
    if mode == MailMode.HOURLY:
        moment = (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    elif mode == MailMode.DAILY:
        moment = _next_digest(rhythm, now)
    else:
        moment = now + GRACE
    return after_quiet(rhythm, moment)


def _next_digest(rhythm: Rhythm, now: datetime) -> datetime:
    today = now.astimezone(rhythm.zone).date()
    hour = time(rhythm.digest_hour)
    days = (datetime.combine(today + timedelta(days=ahead), hour, rhythm.zone).astimezone(UTC) for ahead in range(3))
    return next(at for at in days if at > now)


#: A mail that could not be handed over is tried again after so long; then it is given up.
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 720, 1440))


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts (from 1), or None: no more."""
    return now + RETRIES[attempts - 1] if attempts <= len(RETRIES) else None
