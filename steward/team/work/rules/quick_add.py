"""Reading a task from one line: "Write the welcome post @li 周五 #welcome !high".

Understood, in English and Chinese, wherever it stands alone between spaces: @name (the first has the task, others
help), #label, !priority, a day, a time, a repetition. All else is the title; so is a word after a backslash, and what
names nobody.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from steward.team.work.enums import LONGEST_LABEL, Priority, Workdays
from steward.team.work.rules.repeating import Pace, rule_of

#: What an @ is followed by → the account it names, or None.
Find = Callable[[str], int | None]

_PRIORITIES = {
    "low": Priority.LOW, "低": Priority.LOW, "normal": Priority.NORMAL, "普通": Priority.NORMAL, "中": Priority.NORMAL,
    "high": Priority.HIGH, "高": Priority.HIGH, "urgent": Priority.URGENT, "紧急": Priority.URGENT,
    "急": Priority.URGENT,
}  # fmt: skip
_NAMED_DAYS = {
    "today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "tmr": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE = "一二三四五六日"
_LATIN_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
_CHINESE_DAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
_PACES: dict[str, tuple[Pace, str]] = {
    "every day": ("daily", Workdays.ANY), "daily": ("daily", Workdays.ANY), "每天": ("daily", Workdays.ANY),
    "every workday": ("daily", Workdays.ONLY), "每个工作日": ("daily", Workdays.ONLY),
    "每工作日": ("daily", Workdays.ONLY),
    "every week": ("weekly", Workdays.ANY), "weekly": ("weekly", Workdays.ANY), "每周": ("weekly", Workdays.ANY),
    "every month": ("monthly", Workdays.ANY), "monthly": ("monthly", Workdays.ANY), "每月": ("monthly", Workdays.ANY),
    "every year": ("yearly", Workdays.ANY), "yearly": ("yearly", Workdays.ANY), "每年": ("yearly", Workdays.ANY),
}  # fmt: skip
_DAY = re.compile(
    rf"(?P<named>{'|'.join(_NAMED_DAYS)})|(?P<next>next |下)?(?P<weekday>{_LATIN_DAY}|{_CHINESE_DAY})"
    r"|(?P<end>月底|end of month)|in (?P<in>\d{1,3}) days?|(?P<later>\d{1,3})天后"
    r"|(?:(?P<year>\d{4})[-/.年])?(?P<month>1[0-2]|0?[1-9])[-/月](?P<day>3[01]|[12]\d|0?[1-9])[日号]?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)|(?P<half>1[0-2]|[1-9]) ?(?P<side>am|pm)"
    r"|(?P<part>早上|上午|中午|下午|晚上)?(?P<clock>1\d|2[0-3]|\d)点(?P<quarter>半)?",
    re.IGNORECASE,
)
_REPEAT = re.compile(
    rf"(?P<pace>{'|'.join(sorted(_PACES, key=len, reverse=True))})|(?:every |每)(?P<on>{_LATIN_DAY}|{_CHINESE_DAY})",
    re.IGNORECASE,
)
_SIGNS = str.maketrans("＠＃！", "@#!")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says. `unknown` are the names after an @ that nobody answers to; they stay in the title."""

    title: str
    people: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL
    due_on: date | None = None
    due_time: time | None = None
    repeat: str = ""
    workdays: str = Workdays.ANY
    unknown: tuple[str, ...] = ()


def understand(line: str, today: date, find: Find) -> Understood:
    """Read a line as of a day; never fails. `find` says whom a name means."""
    rest = _Rest(line.split())
    people, labels, unknown, priority = _signs(rest, find)
    repeat = rest.take(_REPEAT, lambda _match: True)
    day = rest.take(_DAY, lambda match: day_of(match, today) is not None)
    clock = rest.take(_TIME, lambda match: time_of(match) is not None)
    due_time = time_of(clock) if clock else None
    weekday = _weekday(repeat["on"]) if repeat and repeat["on"] else None
    due = day_of(day, today) if day else None
    if due is None and weekday is not None:
        due = today + timedelta(days=(weekday - today.weekday()) % 7)
    if due is None and (due_time or repeat):
        due = today
    pace: Pace
    pace, workdays = ("weekly", Workdays.ANY) if weekday is not None or not repeat else _PACES[repeat[0].lower()]
    rule = rule_of(pace, start=due, weekdays=() if weekday is None else (weekday,)) if repeat and due else ""
    return Understood(rest.title, people, labels, priority, due, due_time, rule, workdays, unknown)


class _Rest:
    """The words of a line that nothing has taken yet."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    @property
    def title(self) -> str:
        """What is left, backslashes taken off."""
        return " ".join(word[1:] if word.startswith("\\") and len(word) > 1 else word for word in self.words)

    def take(self, pattern: re.Pattern[str], fits: Callable[[re.Match[str]], bool]) -> re.Match[str] | None:
        """The first run of up to three words that is such a thing, taken out."""
        for start in range(len(self.words)):
            for length in (3, 2, 1):
                words = self.words[start : start + length]
                match = pattern.fullmatch(" ".join(words)) if len(words) == length else None
                if match and fits(match):
                    del self.words[start : start + length]
                    return match
        return None


def _signs(rest: _Rest, find: Find) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...], Priority]:
    people, labels, unknown, left = [], [], [], []
    priority: Priority | None = None
    for word in rest.words:
        sign, name = word[:1].translate(_SIGNS), word[1:]
        who = find(name) if sign == "@" and name else None
        if who is not None:
            people.append(who)
        elif sign == "#" and name and len(name) <= LONGEST_LABEL and not name.startswith("#"):
            labels.append(name)
        elif sign == "!" and priority is None and name.lower() in _PRIORITIES:
            priority = _PRIORITIES[name.lower()]
        else:
            left.append(word)
            if sign == "@" and name:
                unknown.append(name)
    rest.words = left
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(labels)), tuple(unknown), priority or Priority.NORMAL


def day_of(match: re.Match[str], today: date) -> date | None:
    """The day words mean: a weekday is the next one after today, a day without a year is the next such day.

    None where there is no such day (31 February).
    """
    if name := match["named"]:
        return today + timedelta(days=_NAMED_DAYS[name.lower()])
    if name := match["weekday"]:
        number = _weekday(name)
        if match["next"]:
            return today + timedelta(days=7 - today.weekday() + number)
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if match["end"]:
        return today.replace(day=monthrange(today.year, today.month)[1])
    if count := match["in"] or match["later"]:
        return today + timedelta(days=int(count))
    return _dated(match["year"], int(match["month"]), int(match["day"]), today)


def time_of(match: re.Match[str]) -> time | None:
    """The time words mean; None for an hour there is not."""
    if match["hour"]:
        return time(int(match["hour"]), int(match["minute"]))
    if match["half"]:
        return time(int(match["half"]) % 12 + (12 if match["side"].lower() == "pm" else 0))
    hour = int(match["clock"])
    if match["part"] in {"下午", "晚上", "中午"} and hour < 12 and not (match["part"] == "中午" and hour >= 11):
        hour += 12
    return time(hour, 30 if match["quarter"] else 0)


def _dated(year: str | None, month: int, day: int, today: date) -> date | None:
    for number in (int(year),) if year else range(today.year, today.year + 9):
        try:
            found = date(number, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def _weekday(name: str) -> int:
    last = name[-1].replace("天", "日")
    return _CHINESE.index(last) if last in _CHINESE else _WEEKDAYS.index(name[:3].lower())
