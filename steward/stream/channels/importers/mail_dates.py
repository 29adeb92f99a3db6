"""When a mail was written: its own word first, then what the servers on its way noted."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from steward.stream.channels.importers.mail_headers import Headers

_MONTHS = {
    month: number
    for number, month in enumerate(
        (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"), 1
    )
}
_USUAL = re.compile(
    rb"\s*(?:[A-Za-z]{3},\s*)?(\d{1,2}) +([A-Za-z]{3}) +(\d{4}) +(\d\d?):(\d\d)(?::(\d\d))?\s+([+-])(\d\d)(\d\d)(?!\d)"
)
_ISO = re.compile(rb"(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d))?)?")

#: No public list is older; clocks that lost their battery say 1970 or 1904.
_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)


def written_at(headers: Headers, from_line: bytes, now: datetime) -> datetime | None:
    """The first believable date (1980 until two days ahead of `now`), UTC; None when there is none.

    Tried in order: `Date`, the last `Received`, the mbox `From ` line. A date without a zone is taken as UTC.
    """
    latest = now + _AHEAD
    found = parse(headers[b"date"]) if b"date" in headers else None
    if found is not None and _FIRST <= found <= latest:
        return found
    candidates = (parse(value) for value in _notes(headers, from_line))
    return next((moment for moment in candidates if moment is not None and _FIRST <= moment <= latest), None)


def _notes(headers: Headers, from_line: bytes) -> Iterator[bytes]:
    if b"received" in headers:
        yield headers[b"received"].rpartition(b";")[2]
    # "From address Thu Jan  1 00:33:35 1970": addresses hold spaces in obscured archives, the date is the last part.
    yield b" ".join(from_line.split()[-5:])


def parse(value: bytes) -> datetime | None:
    """A date as mails write it, UTC, or None."""
    match = _USUAL.match(value)
    if match is None:
        return _unusual(value)
    day, month, year, hour, minute, second, sign, zone_hours, zone_minutes = match.groups()
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    offset = int(zone_hours) * 60 + int(zone_minutes)
    try:
        local = datetime(int(year), number, int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=UTC)
        return (local + timedelta(minutes=-offset if sign == b"+" else offset)) if offset else local
    except (ValueError, OverflowError):
        return None


def _unusual(value: bytes) -> datetime | None:
    """Everything else: RFC 822's older forms through the standard library, then ISO dates."""
    try:
        iso = _ISO.search(value)
        if iso:
            year, month, day, hour, minute, second = (int(part or 0) for part in iso.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        parts = parsedate_tz(value.decode("ascii", "replace"))
        if parts is None:
            return None
        year, month, day, hour, minute, second = parts[:6]
        found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return found - timedelta(seconds=parts[9] or 0)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
