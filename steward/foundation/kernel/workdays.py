"""Which days people work: Monday to Friday, or China's calendar with its exchanged workdays (调休).

The State Council says each November which days of the next year are off and which weekend days are worked instead. The
package chinesecalendar carries these notices; before it carries one, and for holidays of anywhere else, the file
`holidays.csv` in STEWARD_HOME says it: lines `2027-01-01,off,New Year` or `2027-01-09,work`. What the file says comes
before everything else. Years nobody knows of are Monday to Friday; `is_known` tells.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

import chinese_calendar
from django.conf import settings

#: "cn": China's holidays and exchanged workdays. "plain": Saturday and Sunday are off.
Calendar = Literal["cn", "plain"]
CALENDARS: tuple[Calendar, ...] = ("cn", "plain")

FILE = "holidays.csv"
_TITLES = ("date", "day", "日期")
_ONE = timedelta(days=1)
_SATURDAY = 5
#: No calendar has so many days off in a row: the search for a workday ends here.
_FAR = 366


@dataclass(frozen=True, slots=True)
class Written:
    """What a file of holidays says: days off with their names, days worked, and the lines that cannot be read."""

    off: dict[date, str] = field(default_factory=dict)
    work: dict[date, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def is_workday(day: date, calendar: Calendar = "cn") -> bool:
    """Whether people work on this day."""
    written = written_holidays()
    if day in written.work:
        return True
    if day in written.off:
        return False
    if calendar == "cn":
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:  # a year it has no notice of
            pass
    return day.weekday() < _SATURDAY


def next_workday(day: date, calendar: Calendar = "cn") -> date:
    """The first workday after this day."""
    return _seek(day, _ONE, calendar)


def previous_workday(day: date, calendar: Calendar = "cn") -> date:
    """The last workday before this day."""
    return _seek(day, -_ONE, calendar)


def workdays_between(since: date, until: date, calendar: Calendar = "cn") -> list[date]:
    """The workdays from `since` to the day before `until`, in order."""
    days = (since + timedelta(days=number) for number in range((until - since).days))
    return [day for day in days if is_workday(day, calendar)]


def is_known(year: int, calendar: Calendar = "cn") -> bool:
    """Whether the holidays of this year are known: by the package, or because the file names a day off in it.

    "plain" knows every year.
    """
    if calendar == "plain":
        return True
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return any(day.year == year for day in written_holidays().off)
    return True


def holiday_name(day: date, calendar: Calendar = "cn") -> str:
    """What a day off, or a worked weekend day, is called: as the file says, or in English; "" for none."""
    written = written_holidays()
    if day in written.off or day in written.work:
        return written.off.get(day) or written.work.get(day) or ""
    if calendar == "plain":
        return ""
    try:
        return str(chinese_calendar.get_holiday_detail(day)[1] or "")
    except NotImplementedError:
        return ""


def written_holidays() -> Written:
    """What `STEWARD_HOME/holidays.csv` says; nothing where there is no such file. Read again when it changes."""
    path = Path(settings.STEWARD_HOME) / FILE
    try:
        state = path.stat()
    except OSError:
        return _NOTHING
    return _read(str(path), state.st_mtime_ns, state.st_size)


def parse_holidays(lines: Iterable[str]) -> Written:
    """Read lines `date,off|work,name`. A line of titles, blank lines and lines that begin with # are passed over."""
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    problems = []
    for number, row in _rows(lines):
        said, kind, name = row
        day = _day(said)
        if day is None:
            if said.lower() not in _TITLES:
                problems.append(f"line {number}: {said!r} is not a day; write 2027-01-31")
        elif kind not in {"off", "work"}:
            problems.append(f"line {number}: {kind!r} is neither off nor work")
        elif day in off or day in work:
            problems.append(f"line {number}: {day} stands in the file already; the first line counts")
        else:
            (off if kind == "off" else work)[day] = name
    return Written(off, work, tuple(problems))


_NOTHING = Written()


@lru_cache(maxsize=4)
def _read(path: str, _changed: int, _size: int) -> Written:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Written(problems=("the file is not UTF-8; save it as UTF-8",))
    except OSError as problem:
        return Written(problems=(f"the file cannot be read: {problem.strerror}",))
    return parse_holidays(text.splitlines())


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Line numbers with date, kind and name. A name may hold commas; quotes around a field are taken off."""
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            day, kind, name = (part.strip().strip('"').strip() for part in [*line.split(",", 2), "", ""][:3])
            yield number, (day, kind.lower(), name)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _seek(day: date, step: timedelta, calendar: Calendar) -> date:
    for _ in range(_FAR):
        day += step
        if is_workday(day, calendar):
            return day
    return day
