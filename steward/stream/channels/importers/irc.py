"""IRC logs as clients and bouncers write them: irssi, WeeChat, ZNC, HexChat and relatives.

No ids, no zone, no accounts: a nick is an account, a message is known by its second and its text.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from hashlib import blake2b

from steward.stream.activity.enums import ChannelKind, Form, JoinedBy, Kind, LeftBy
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    MembershipRecord,
    Record,
)
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.irc_lines import Line, channel_of, day_in_name, day_in_text, network_of, parse
from steward.stream.channels.importers.names import slug
from steward.stream.channels.importers.text import BadField, check_moment, decode, iter_lines
from steward.stream.channels.importers.tree import Entry, Tree

_SUFFIXES = {".txt", ".log", ".weechatlog", ""}
_SAMPLE = 60
_ENOUGH = 0.6


class Irc:
    """Every log file of the tree; the channel is read from the path."""

    key = "irc"
    name = "IRC logs"
    times_have_zone = False

    def sniff(self, tree: Tree) -> Match | None:
        """Most of the first lines of a text file have the shape of a log, and a day is known."""
        for entry in _files(tree)[:5]:
            lines = _sample(entry)
            shaped = sum(1 for line in lines if parse(line) or day_in_text(line))
            dated = day_in_name(entry.path) or any(day_in_text(line) or _dated(line) for line in lines)
            if lines and dated and shaped >= _ENOUGH * len(lines):
                channel = channel_of(entry.path)
                network = network_of(entry.path)
                sure = 85 if channel.startswith("#") else 60
                return Match(
                    sure,
                    f"irc-{slug(network or channel)}",
                    network or channel,
                    "irc",
                    f"irc:{slug(network or channel)}",
                )
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """File after file."""
        channels: dict[str, _Channel] = {}
        for entry in _files(tree):
            lines = _sample(entry)
            if not any(parse(line) or day_in_text(line) for line in lines):
                continue
            name = channel_of(entry.path)
            if name not in channels:
                channels[name] = _Channel(name, options.timezone)
                yield ChannelRecord(name, name, ChannelKind.ROOM.value)
            yield from _file(entry, channels[name], options)


def _files(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix in _SUFFIXES]


def _sample(entry: Entry) -> list[str]:
    found: list[str] = []
    for item in iter_lines(entry, 1 << 16):
        if isinstance(item, BadRecord) or len(found) >= _SAMPLE:
            break
        if item[1].strip():
            found.append(decode(item[1]))
    return found


def _dated(line: str) -> bool:
    parsed = parse(line)
    return parsed is not None and parsed.day is not None


def _file(entry: Entry, channel: "_Channel", options: Options) -> Iterator[Record]:
    """The lines of one file; the day comes from the line, from a line before it, or from the file's name."""
    day = day_in_name(entry.path)
    for item in iter_lines(entry, encoding=options.encoding):
        if isinstance(item, BadRecord):
            yield item
            continue
        text = decode(item[1])
        line = parse(text)
        if line is None:
            changed = day_in_text(text)
            day = changed or day
            if not changed and text.strip():
                yield entry.bad("unknown-shape", f"line {item[0]}", raw=text)
            continue
        try:
            yield from channel.line(line.day or day, line)
        except (BadField, ValueError) as error:
            yield entry.bad("bad-date", f"line {item[0]}", str(error), text)


class _Channel:
    """One channel: who was seen, who is in it."""

    def __init__(self, name: str, zone: tzinfo) -> None:
        self._name = name
        self._zone = zone
        self._known: set[str] = set()
        self._members: set[str] = set()
        self._second = ""
        self._in_second: dict[str, int] = {}
        self._minute: tuple[date, str] = (date.min, "")
        self._moment = datetime.fromtimestamp(0, UTC)

    def line(self, day: date | None, line: Line) -> list[Record]:
        """The records of one line. Raises `BadField` or `ValueError` for an unknown day or an impossible time."""
        if day is None:
            raise BadField("bad-date", line.clock)
        if self._minute != (day, line.clock):
            hour, minute, second = (int(part) for part in (line.clock + ":00").split(":")[:3])
            # Leap seconds are logged as :60.
            moment = datetime(day.year, day.month, day.day, hour, minute) + timedelta(seconds=second)  # noqa: DTZ001
            self._moment = check_moment(moment, self._zone)
            self._minute = (day, line.clock)
        moment = self._moment
        kind, account = line.kind, line.nick
        system = kind == Kind.NOTICE and not line.bot
        activity = ActivityRecord(
            self._source_id(day, line),
            kind,
            moment,
            self._name,
            "" if system else account,
            body=line.text,
            form=Form.SYSTEM.value if system or kind in {Kind.JOIN, Kind.LEAVE} else Form.TEXT.value,
        )
        records: list[Record] = []
        if account and not system and account not in self._known:
            self._known.add(account)
            records.append(AccountRecord(account, handle=account, name=account, is_bot=line.bot))
        records.append(activity)
        records += self._passage(moment, line)
        return records

    def _source_id(self, day: date, line: Line) -> str:
        """Second, and a fingerprint of the line; equal lines in one second are numbered."""
        second = f"{day.isoformat()}T{line.clock}"
        if second != self._second:
            self._second = second
            self._in_second.clear()
        mark = blake2b(f"{line.kind}\0{line.nick}\0{line.text}".encode("utf-8", "replace"), digest_size=6).hexdigest()
        count = self._in_second[mark] = self._in_second.get(mark, 0) + 1
        return f"{self._name}:{second}:{mark}" + (f":{count}" if count > 1 else "")

    def _passage(self, moment: datetime, line: Line) -> list[Record]:
        """Being disconnected is not leaving: only the first join, a part and a kick change the membership."""
        if line.kind == Kind.JOIN and line.nick not in self._members:
            self._members.add(line.nick)
            how = JoinedBy.SELF.value
            return [MembershipRecord(self._name, line.nick, joined_at=moment, joined_by=how)]
        if line.kind == Kind.LEAVE and not line.quit:
            self._members.discard(line.nick)
            went = (LeftBy.REMOVED if line.by else LeftBy.SELF).value
            return [MembershipRecord(self._name, line.nick, left_at=moment, left_by=went)]
        return []


IMPORTER = Irc()
