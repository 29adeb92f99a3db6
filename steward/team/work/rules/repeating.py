"""Repeating: RFC 5545 rules of the kinds people say, and what they do on days off.

Only rules that come again within a few years are taken: every few days, weeks, months or years, on days of the week, a
day of the month (the last one there is, where a month has fewer), or the second Tuesday.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.kernel.workdays import Calendar, is_workday, next_workday
from steward.team.work.enums import Workdays

Pace = Literal["daily", "weekly", "monthly", "yearly"]
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_SAFE = 28  # every month has this day
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "BYDAY": r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU)){0,6}|([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)",
    "BYMONTHDAY": r"([1-9]|[12]\d|3[01]|-1)(,([1-9]|[12]\d|3[01])){0,3}",
    "BYMONTH": r"[1-9]|1[0-2]",
    "BYSETPOS": r"-1",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
}
_FITTING = {
    "DAILY": {"FREQ", "INTERVAL", "UNTIL"},
    "WEEKLY": {"FREQ", "INTERVAL", "UNTIL", "BYDAY"},
    "MONTHLY": {"FREQ", "INTERVAL", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"FREQ", "INTERVAL", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
}
#: A rule that skips days off is asked at most so often for the next day.
_TRIES = 400


def rule_of(pace: Pace, *, start: date, interval: int = 1, weekdays: Iterable[int] = ()) -> str:
    """The rule of a pace as it begins on a day. `weekdays` (Monday is 0) are for weeks only.

    The 31st of a month is its last day in months that have fewer, 29 February is 28 February in other years.
    """
    parts = [f"FREQ={pace.upper()}"] + ([f"INTERVAL={interval}"] if interval > 1 else [])
    if pace == "weekly" and (days := sorted(set(weekdays))):
        parts.append("BYDAY=" + ",".join(_DAYS[day] for day in days))
    late = start.day > _LAST_SAFE and (pace == "monthly" or (pace == "yearly" and start.month == 2))
    if pace == "yearly" and late:
        parts.append(f"BYMONTH={start.month}")
    if late:
        parts += ["BYMONTHDAY=" + ",".join(str(day) for day in range(_LAST_SAFE, start.day + 1)), "BYSETPOS=-1"]
    return ";".join(parts)


def checked_rule(rule: str, start: date) -> str:
    """The rule as it is kept. Raises Invalid (field "repeat") for one that is none of ours or never comes."""
    rule = rule.strip().upper().removeprefix("RRULE:")
    if not rule:
        return ""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    known = all(re.fullmatch(_PARTS.get(name, "(?!)"), value) for name, value in parts.items())
    fits = parts.keys() <= _FITTING.get(parts.get("FREQ", ""), set())
    if not known or not fits or len(parts) != rule.count(";") + 1:
        raise Invalid({"repeat": _("Steward does not understand this rule of repetition.")})
    ordinal = any(sign in parts.get("BYDAY", "") for sign in "1234")
    if "BYDAY" in parts and ordinal != (parts["FREQ"] == "MONTHLY"):
        raise Invalid({"repeat": _("Say “every week on Monday”, or “every month on the first Monday”.")})
    if "BYDAY" in parts and "BYMONTHDAY" in parts:
        raise Invalid({"repeat": _("Repeat on days of the week or on days of the month, not both.")})
    try:
        first = next_day(rule, start, start)
    except ValueError:
        first = None
    if first is None:
        raise Invalid({"repeat": _("This repetition never comes again.")})
    return rule


def next_day(
    rule: str, start: date, after: date, *, workdays: str = Workdays.ANY, calendar: Calendar = "plain"
) -> date | None:
    """The first day of the rule after `after`, counted from `start`; None when it has ended.

    ONLY leaves out days off, NEXT moves them to the next working day; either way the answer is later than `after`.
    """
    return next(_turns(rule, start, after, workdays, calendar), None)


def _turns(rule: str, start: date, after: date, workdays: str, calendar: Calendar) -> Iterator[date]:
    """The days of the rule after `after`, one after the other: the rule is reckoned through once."""
    series = rrulestr(rule, dtstart=datetime.combine(start, time()), ignoretz=True)
    # What was moved from a day off before `after` may land after it.
    begin = after - timedelta(days=_REACH if workdays == Workdays.NEXT else 0)
    last, missed = after, 0
    for found in series.xafter(datetime.combine(begin, time())):
        day = found.date()
        if workdays != Workdays.ANY and not is_workday(day, calendar):
            day = next_workday(day, calendar) if workdays == Workdays.NEXT else last
        if day > last:
            last, missed = day, 0
            yield day
        elif (missed := missed + 1) >= _TRIES:
            return


#: No run of days off is longer (the Spring Festival has nine).
_REACH = 14


def current_turn(
    rule: str, start: date, after: date, today: date, *, workdays: str = Workdays.ANY, calendar: Calendar = "plain"
) -> date | None:
    """The turn after `after` that is due now: the latest one up to today, or the next one. Missed turns are left out.

    None when the rule has ended.
    """
    latest = None
    for day in _turns(rule, start, after, workdays, calendar):
        if day > today:
            return latest or day
        latest = day
    return latest


def in_words(rule: str, workdays: str = Workdays.ANY) -> str:
    """The rule as a sentence's end: "every 2 weeks on Monday and Friday"."""
    if not rule:
        return ""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    every = _every(parts["FREQ"], int(parts.get("INTERVAL", 1)))
    if workdays == Workdays.ONLY and parts["FREQ"] == "DAILY" and "INTERVAL" not in parts:
        every = _("every working day")
    if days := parts.get("BYDAY"):
        every = _("%(every)s on %(days)s") % {
            "every": every,
            "days": _(", ").join(_named(day) for day in days.split(",")),
        }
    elif parts.get("BYMONTHDAY") == "-1":
        every = _("%(every)s on the last day") % {"every": every}
    if workdays == Workdays.NEXT:
        every = _("%(every)s, on the next working day") % {"every": every}
    return every


def _every(frequency: str, count: int) -> str:
    words = {
        "DAILY": ngettext("every day", "every %(n)d days", count),
        "WEEKLY": ngettext("every week", "every %(n)d weeks", count),
        "MONTHLY": ngettext("every month", "every %(n)d months", count),
        "YEARLY": ngettext("every year", "every %(n)d years", count),
    }
    return words[frequency] % {"n": count} if "%(n)d" in words[frequency] else words[frequency]


def _named(day: str) -> str:
    names = dict(
        zip(_DAYS, (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")),
            strict=True)
    )  # fmt: skip
    place, name = day[:-2], names[day[-2:]]
    if not place:
        return name
    order = {"1": _("the first %(day)s"), "2": _("the second %(day)s"), "3": _("the third %(day)s"),
             "4": _("the fourth %(day)s"), "-1": _("the last %(day)s")}  # fmt: skip
    return order[place] % {"day": name}
