"""WeChat groups: the JSON of WeFlow and EchoTrace, and a CSV with one row per message.

WeChat has no export of its own. The tools number messages differently, so a message is known by group, second and
sender: the same conversation has the same ids whichever tool read it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from steward.stream.activity.enums import ChannelKind, Form, Kind
from steward.stream.activity.records import AccountRecord, ActivityRecord, BadRecord, ChannelRecord, Record
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.json_stream import Head, begins_with_object, iter_json
from steward.stream.channels.importers.passages import Names, is_poke, read_line
from steward.stream.channels.importers.tables import header_of, iter_csv
from steward.stream.channels.importers.text import as_id, as_object, as_text, build_each, label, parse_epoch, parse_iso
from steward.stream.channels.importers.tree import Entry, Tree

_ROOM = "@chatroom"
_TIME_COLUMN = "time("
#: What the tools call a kind of message, most telling word first.
_WORDS: tuple[tuple[str, Form], ...] = (
    ("系统", Form.SYSTEM),
    ("拍一拍", Form.POKE),
    ("引用", Form.QUOTE),
    ("红包", Form.RED_PACKET),
    ("转账", Form.RED_PACKET),
    ("表情", Form.STICKER),
    ("图片", Form.IMAGE),
    ("语音", Form.VOICE),
    ("视频", Form.VIDEO),
    ("链接", Form.LINK),
    ("小程序", Form.LINK),
    ("名片", Form.LINK),
    ("文件", Form.FILE),
    ("聊天记录", Form.QUOTE),
    ("接龙", Form.POLL),
    ("picture", Form.IMAGE),
    ("image", Form.IMAGE),
    ("emoji", Form.STICKER),
    ("voice", Form.VOICE),
    ("video", Form.VIDEO),
    ("sharing", Form.LINK),
    ("file", Form.FILE),
    ("system", Form.SYSTEM),
)


@lru_cache(maxsize=256)
def form_of(kind: str) -> str:
    """`图片消息`, `Picture` → image."""
    lowered = kind.lower()
    return next((form.value for word, form in _WORDS if word in lowered), Form.TEXT.value)


class Group:
    """The messages of one group; shared by every layout, and by QQ."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.names = Names()
        self._second = 0
        self._in_second: dict[str, int] = {}

    def source_id(self, moment: datetime, sender: str) -> str:
        """Group, second and sender; the second message of a person in a second has a number."""
        second = int(moment.timestamp())
        if second != self._second:
            self._second = second
            self._in_second.clear()
        count = self._in_second[sender] = self._in_second.get(sender, 0) + 1
        return f"{self.channel}:{second}:{sender}" + (f":{count}" if count > 1 else "")

    def said(self, moment: datetime, sender: str, name: str, body: str, form: str) -> list[Record]:
        """A message of a member."""
        kind = Kind.COMMENT if form == Form.QUOTE else Kind.POST
        source_id = self.source_id(moment, sender)
        activity = ActivityRecord(source_id, kind.value, moment, self.channel, sender, body=body, form=form)
        return [AccountRecord(sender, name=name), activity] if self.names.see(sender, name) else [activity]

    def system(self, moment: datetime, body: str) -> list[Record]:
        """A line nobody wrote; who came and went is worked out when all names are known."""
        form = Form.POKE.value if is_poke(body) else Form.SYSTEM.value
        source_id = self.source_id(moment, "")
        line = ActivityRecord(source_id, Kind.NOTICE.value, moment, self.channel, body=body, form=form)
        told = read_line(body)
        if told:
            self.names.wait(line, told)
        return [line]


def _match(group: str, name: str) -> Match:
    group = group.removesuffix(_ROOM)
    return Match(92, f"wechat-{group}", name or group, "wechat", "wechat")


class WeChatJson:
    """WeFlow and EchoTrace: `session` and `messages`."""

    key = "wechat-json"
    name = "WeChat (WeFlow, EchoTrace)"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """A JSON file with a session that has a wxid."""
        for entry in _with_suffix(tree, ".json")[:20]:
            session = _session(next(iter_json(entry, ("messages",)), None)) if begins_with_object(entry) else None
            if session:
                return _match(label(session["wxid"]), label(session.get("displayName")))
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """One file is one group."""
        for entry in _with_suffix(tree, ".json"):
            items = iter_json(entry, ("messages",), options.encoding)
            head = next(items, None)
            if isinstance(head, BadRecord):
                yield head
            session = _session(head)
            if session:
                group = Group(label(session["wxid"]).removesuffix(_ROOM))
                name = label(session.get("displayName")) or label(session.get("nickname")) or group.channel
                private = _ROOM not in label(session["wxid"])
                yield ChannelRecord(group.channel, name, ChannelKind.GROUP.value, private=private)
                yield from build_each(entry, items, _json_message(group))
                yield from group.names.passages()


def _with_suffix(tree: Tree, suffix: str) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix == suffix]


def _session(head: object) -> dict[str, Any]:
    session = as_object(head.fields.get("session")) if isinstance(head, Head) else {}
    return session if label(session.get("wxid")) else {}


def _json_message(group: Group) -> Callable[[dict[str, Any]], list[Record]]:
    def build(item: dict[str, Any]) -> list[Record]:
        moment = parse_epoch(item["createTime"])
        form = form_of(as_text(item.get("type")))
        body = as_text(item.get("content"))
        sender = as_text(item.get("senderUsername"))
        if form == Form.SYSTEM or not sender:
            return group.system(moment, body)
        return group.said(moment, sender, as_text(item.get("senderDisplayName")), body, form)

    return build


class WeChatCsv:
    """One row per message; the zone stands in the header: `time(Asia/Shanghai)`."""

    key = "wechat-csv"
    name = "WeChat (CSV)"
    times_have_zone = False

    def sniff(self, tree: Tree) -> Match | None:
        """A CSV file with these columns."""
        for entry in _with_suffix(tree, ".csv")[:20]:
            columns = header_of(entry)
            if {"group_id", "from_id", "content_type", "content"} <= set(columns) and _time_column(columns):
                row = next((row for row in iter_csv(entry) if isinstance(row, dict)), {})
                return _match(row.get("group_id", tree.name), row.get("group_name", ""))
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """A file may hold several groups."""
        for entry in _with_suffix(tree, ".csv"):
            columns = header_of(entry)
            time = _time_column(columns)
            if time and "group_id" in columns:
                groups: dict[str, Group] = {}
                zone = _zone(time) or options.timezone
                yield from build_each(entry, iter_csv(entry, options.encoding), _row(groups, time, zone))
                for group in groups.values():
                    yield from group.names.passages()


def _time_column(columns: list[str]) -> str:
    return next((name for name in columns if name == "time" or name.startswith(_TIME_COLUMN)), "")


def _zone(column: str) -> tzinfo | None:
    try:
        return ZoneInfo(column.removeprefix(_TIME_COLUMN).removesuffix(")"))
    except (OSError, ValueError):
        return None


def _row(groups: dict[str, Group], time: str, zone: tzinfo) -> Callable[[dict[str, Any]], list[Record]]:
    def build(item: dict[str, Any]) -> list[Record]:
        moment = parse_iso(item[time], zone)
        channel = as_id(item, "group_id").removesuffix(_ROOM)
        records: list[Record] = []
        if channel not in groups:
            groups[channel] = Group(channel)
            records.append(ChannelRecord(channel, item.get("group_name") or channel, ChannelKind.GROUP.value))
        form, body, sender = form_of(item["content_type"]), item["content"], item["from_id"]
        if body in {"[红包]", "[表情]"}:
            form = form_of(body)
        if form == Form.SYSTEM or not sender:
            return records + groups[channel].system(moment, body)
        return records + groups[channel].said(moment, sender, item.get("from_nickname", ""), body, form)

    return build


IMPORTER = WeChatJson()
IMPORTER_CSV = WeChatCsv()
