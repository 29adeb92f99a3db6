"""QQ: the text file of the desktop client's "export messages" (消息记录).

A message begins with a line `2023-03-01 10:22:54 【title】name(number)` behind an empty line. Members may paste such
lines into their own text; those do not follow an empty line, or their time runs backwards.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from steward.stream.activity.enums import ChannelKind
from steward.stream.activity.records import BadRecord, ChannelRecord, Record
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.names import slug
from steward.stream.channels.importers.passages import is_poke
from steward.stream.channels.importers.text import BadField, check_moment, decode, iter_lines
from steward.stream.channels.importers.tree import Entry, Tree
from steward.stream.channels.importers.wechat import Group, form_of

_HEADER = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?) (\d\d?):(\d\d):(\d\d) (?:【[^】]*】)?(.*?)(?:\((\d+)\)|<([^<>\s]+@[^<>\s]+)>)\s*"
)
_OBJECT = re.compile(r"消息对象[:：]\s*(.+)")
_TITLE = "消息记录"
_RULE = re.compile(r"=+")
_WHOLE = re.compile(r"\[(图片|表情|红包|链接|语音|视频|文件)[^\[\]]*\]")
_SYSTEM = "10000"
_BACKWARDS = timedelta(hours=1)
_LONGEST = 10_000


class QqText:
    """One text file; a full export holds several groups, one after the other."""

    key = "qq"
    name = "QQ messages (text)"
    times_have_zone = False

    def sniff(self, tree: Tree) -> Match | None:
        """The client's title, or the name of the group, in the first lines of a text file."""
        for entry in _files(tree)[:20]:
            for line in _first_lines(entry, 20):
                group = _OBJECT.match(line)
                if group:
                    name = group.group(1).strip()
                    return Match(92, f"qq-{slug(name)}", name, "qq", "qq")
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """File after file."""
        for entry in _files(tree):
            if any(_TITLE in line or _OBJECT.match(line) for line in _first_lines(entry, 20)):
                yield from _File(entry, options).read()


def _files(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix == ".txt"]


def _first_lines(entry: Entry, count: int) -> Iterator[str]:
    for line, _number in zip(iter_lines(entry, 1 << 20), range(count), strict=False):
        if not isinstance(line, BadRecord):
            yield decode(line[1])


class _File:
    """Reads one file: collects the lines of a message until the next header."""

    def __init__(self, entry: Entry, options: Options) -> None:
        self._entry = entry
        self._options = options
        self._group = Group(entry.name.rpartition(".")[0] or entry.name)
        self._named = False
        self._header: tuple[int, re.Match[str]] | None = None
        self._last: datetime | None = None
        self._lines: list[str] = []

    def read(self) -> Iterator[Record]:
        """The records in the order of the file."""
        blank = True
        for item in iter_lines(self._entry, encoding=self._options.encoding):
            if isinstance(item, BadRecord):
                yield item
                continue
            number, line = item[0], decode(item[1])
            header = _HEADER.fullmatch(line) if blank and line[:2].isdigit() else None
            group = _OBJECT.fullmatch(line) if self._between() else None
            when = self._when(header) if header else None
            if header and (when is None or self._last is None or when >= self._last - _BACKWARDS):
                yield from self._message()
                # An absurd time in the future must not make everything behind it seem to run backwards.
                self._header, self._last = (number, header), when or self._last
            elif group:
                yield from self._message()
                yield from self._group.names.passages()
                yield from self._begin(group.group(1).strip())
            else:
                self._lines.append(line)
            blank = not line.strip()
        yield from self._message()
        yield from self._group.names.passages()

    def _between(self) -> bool:
        """Whether the name of a group may come: behind a rule, where no message is being read or one just ended."""
        return bool(self._lines) and bool(_RULE.fullmatch(self._lines[-1].strip()))

    def _begin(self, name: str) -> Iterator[Record]:
        self._group = Group(name)
        self._last = None
        self._named = True
        yield ChannelRecord(name, name, ChannelKind.GROUP.value)

    def _when(self, header: re.Match[str]) -> datetime | None:
        moment = _moment(header)
        try:
            return check_moment(moment, self._options.timezone) if moment else None
        except BadField:
            return None

    def _message(self) -> Iterator[Record]:
        """The records of the message that just ended."""
        lines, header = self._lines, self._header
        self._lines, self._header = [], None
        if header is None:
            return
        if not self._named:
            yield from self._begin(self._group.channel)
        number, found = header
        when = self._when(found)
        if when is None:
            yield self._entry.bad("bad-date", f"line {number}", found.group()[:30], "\n".join([found.group(), *lines]))
            return
        name, sender = found.group(7).strip(), found.group(8) or found.group(9)
        body = "\n".join(_without_rule(lines)).strip()[: 1 << 20]
        whole = _WHOLE.fullmatch(body[:_LONGEST])
        if sender == _SYSTEM or is_poke(body):
            yield from self._group.system(when, body)
        else:
            yield from self._group.said(when, sender, name, body, form_of(whole.group(1) if whole else ""))


def _moment(header: re.Match[str]) -> datetime | None:
    """The local time of a header, or None for the 13th month."""
    year, month, day, hour, minute, second = (int(part) for part in header.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone comes from the options
    except ValueError:
        return None


def _without_rule(lines: list[str]) -> list[str]:
    """Before the next group stands a head of rules, which is no text of the last message."""
    end = next((i for i, line in enumerate(lines) if i + 1 < len(lines) and _is_head(line, lines[i + 1])), len(lines))
    return lines[:end]


def _is_head(line: str, following: str) -> bool:
    return bool(_RULE.fullmatch(line.strip())) and len(line) > 20 and following.startswith("消息分组")


IMPORTER = QqText()
