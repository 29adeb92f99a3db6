"""The line layouts of IRC logs."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from steward.stream.activity.enums import Kind


class Line(NamedTuple):
    """One line of a log; `day` only where the line itself has it."""

    kind: str
    clock: str  # "HH:MM" or "HH:MM:SS"
    nick: str
    text: str
    day: date | None = None
    bot: bool = False  # a notice, which only programs send to a channel
    quit: bool = False  # left the network, not the channel
    by: str = ""  # who kicked


_STAMP = re.compile(
    r"(?:\[?(?P<day>\d{4}-\d\d-\d\d)[ T])?"
    r"\[?(?P<clock>\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t]+"
)
_NICK = r"[@+%&~! ]?(?P<nick>[^\s<>]+)"
_SAID = re.compile(rf"<{_NICK}>[ \t]?(?P<text>.*)", re.DOTALL)
_ACTED = re.compile(r"[* ]*\*[ \t]+(?P<nick>[^\s*]+)[ \t](?P<text>.*)", re.DOTALL)
_NOTICED = re.compile(r"-(?P<nick>[^\s:()!-][^\s:()!]*?)(?:[:(][^\s-]*?\)?)?-[ \t](?P<text>.*)", re.DOTALL)
_COLUMNS = re.compile(r"(?P<nick>[^\t]*)\t(?P<text>.*)", re.DOTALL)

_MARK = r"(?:\*\*\*|-!-|-->|<--|--|\*)[ \t]+"
_HOST = r"(?:[ \t]+[(\[][^)\]]*[)\]])?"
_PASSAGES: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (re.compile(rf"{_MARK}Joins: (?P<nick>\S+).*"), Kind.JOIN.value, False),
    (re.compile(rf"{_MARK}Parts: (?P<nick>\S+).*"), Kind.LEAVE.value, False),
    (re.compile(rf"{_MARK}Quits: (?P<nick>\S+).*"), Kind.LEAVE.value, True),
    (re.compile(rf"{_MARK}(?P<nick>\S+) was kicked (?:from \S+ )?by (?P<by>\S+).*"), Kind.LEAVE.value, False),
    (re.compile(rf"{_MARK}(?P<by>\S+) has kicked (?P<nick>\S+).*"), Kind.LEAVE.value, False),
    (re.compile(rf"{_MARK}(?P<nick>\S+){_HOST} (?:has )?joined(?: .*)?"), Kind.JOIN.value, False),
    (re.compile(rf"{_MARK}(?P<nick>\S+){_HOST} (?:has )?(?:left|parted)(?: .*)?"), Kind.LEAVE.value, False),
    (re.compile(rf"{_MARK}(?P<nick>\S+){_HOST} (?:has )?quit(?: .*)?"), Kind.LEAVE.value, True),
)
_SYSTEM = re.compile(rf"{_MARK}(?P<text>.*)", re.DOTALL)
_CONTROL = re.compile(r"\x03\d{0,2}(?:,\d{1,2})?|[\x02\x0f\x11\x16\x1d\x1e\x1f]")

_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_CHANNEL = re.compile(r"(#+[^/\\\s]+)")
_ENDING = re.compile(r"(?:[_.-]?\d{4}-?\d\d-?\d\d)?(?:\.(?:log|txt|weechatlog|gz|xz|bz2))*$")
_DAY_LINE = re.compile(
    r"(?:---|\*\*\*\*|===)[ \t]*(?:Log opened|Day changed(?: to)?|Log closed|BEGIN LOGGING AT|ENDING LOGGING AT)"
    r"[ \t]+(?P<rest>.+)",
    re.IGNORECASE,
)
_DAY_FORMATS = ("%a %b %d %H:%M:%S %Y", "%a %b %d %Y", "%a, %d %b %Y", "%d %b %Y", "%Y-%m-%d")


def parse(line: str) -> Line | None:
    """One line of a log, or None for what is none (empty lines, day changes, free text)."""
    stamp = _STAMP.match(line)
    if stamp is None:
        return None
    clock, day = stamp.group("clock"), _day(stamp.group("day"))
    rest = line[stamp.end() :]
    rest = _CONTROL.sub("", rest).rstrip()
    said = _SAID.match(rest)
    if said:
        return Line(Kind.POST.value, clock, said.group("nick"), said.group("text"), day)
    return _other(rest, clock, day) if rest else None


def _other(rest: str, clock: str, day: date | None) -> Line | None:
    flat = rest.replace("\t", " ")
    for pattern, kind, disconnected in _PASSAGES:
        found = pattern.fullmatch(flat)
        if found:
            by = found.groupdict().get("by") or ""
            return Line(kind, clock, found.group("nick"), flat, day, quit=disconnected, by=by)
    acted = _ACTED.fullmatch(rest) if not rest.startswith("***") else None
    if acted:
        return Line(Kind.POST.value, clock, acted.group("nick"), f"/me {acted.group('text')}", day)
    noticed = _NOTICED.fullmatch(rest)
    if noticed and not rest.startswith("-!-"):
        return Line(Kind.NOTICE.value, clock, noticed.group("nick"), noticed.group("text"), day, bot=True)
    system = _SYSTEM.fullmatch(rest)
    if system:
        return Line(Kind.NOTICE.value, clock, "", system.group("text"), day)
    return _columns(rest, clock, day)


def _columns(rest: str, clock: str, day: date | None) -> Line | None:
    """WeeChat: time, nick and text between tabs."""
    columns = _COLUMNS.fullmatch(rest) if day else None
    if columns is None:
        return None
    nick = columns.group("nick").strip().lstrip("@+%&~")
    if not nick or nick in {"--", "=!="}:
        return Line(Kind.NOTICE.value, clock, "", columns.group("text"), day)
    return Line(Kind.POST.value, clock, nick, columns.group("text"), day)


@lru_cache(maxsize=8)
def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def day_in_name(path: str) -> date | None:
    """`#room_20170202.log`, `2017-02-02.log`: the last day that stands in the path."""
    for year, month, day in reversed(_DAY_IN_NAME.findall(path)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def day_in_text(line: str) -> date | None:
    """`--- Day changed Thu Feb 02 2017` and its relatives."""
    found = _DAY_LINE.match(line)
    for layout in _DAY_FORMATS if found else ():
        try:
            return datetime.strptime(found.group("rest").strip(), layout).date()  # type: ignore[union-attr]  # noqa: DTZ007
        except ValueError:
            continue
    return None


def network_of(path: str) -> str:
    """WeeChat puts the network into the file's name, bouncers into a folder above the channel's; "" when unknown."""
    folders = path.split("/")
    weechat = re.match(r"irc\.([^.#]+)\.#", folders[-1])
    if weechat:
        return weechat.group(1)
    above = next((folders[i - 1] for i, part in enumerate(folders) if i and part.startswith("#")), "")
    return "" if above.isdigit() or above.lower() in {"", "log", "logs", "irclogs"} else above


def channel_of(path: str) -> str:
    """The part of the path that begins with #, without day and ending; else the file's name, or its folder's."""
    for part in reversed(path.split("/")):
        found = _CHANNEL.search(part)
        if found:
            return _ENDING.sub("", found.group(1))
    name = _ENDING.sub("", path.rpartition("/")[2])
    return name or path.rpartition("/")[0].rpartition("/")[2] or "irc"
