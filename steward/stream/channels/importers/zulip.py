"""Zulip: the JSON that zulip-archive keeps of public streams.

`stream_index.json` lists streams and topics; each stream is a folder `<id>-<name>`, each topic a file. Names are
percent-encoded with "." for "%". People are display names only. https://github.com/zulip/zulip-archive
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from steward.stream.activity.enums import Form, Kind, Markup
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record, ThreadRecord
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.json_stream import iter_array, read_json
from steward.stream.channels.importers.names import name_id, slug
from steward.stream.channels.importers.text import as_id, as_object, as_text, build_each, label, parse_epoch
from steward.stream.channels.importers.tree import Entry, EntryProblem, Tree

_INDEX = "stream_index.json"
_STREAM = re.compile(r"(\d+)-(.*)")
_RESOLVED = "✔ "
_BOT = re.compile(r"\bbot$", re.IGNORECASE)
_PICTURE = '<div class="message_inline_image"'
_COMMENT, _POST, _HTML = Kind.COMMENT.value, Kind.POST.value, Markup.HTML.value
_IMAGE, _TEXT = Form.IMAGE.value, Form.TEXT.value
_LARGEST_INDEX = 64 << 20


def plain_name(encoded: str) -> str:
    """`Dask.20FAQ` → `Dask FAQ`."""
    return unquote(encoded.replace(".", "%"), errors="replace")


class Zulip:
    """Topics become threads; the first message of a topic opens it."""

    key = "zulip"
    name = "Zulip archive"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """An index with streams and their topics."""
        index = tree.find(_INDEX)
        if index is None or not _streams(index):
            return None
        # The archive does not name its organisation; the folder usually does.
        folders = [part for part in index.path.split("/")[:-1] if part not in {"zulip_json", "archive", "json"}]
        name = folders[-1] if folders else tree.name
        return Match(95, f"zulip-{slug(name)}", name, "zulip", f"zulip:{slug(name)}")

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Stream after stream, topic after topic."""
        index = tree.find(_INDEX)
        if index is None:
            return
        names = {label(stream.get("id")): name for name, stream in _streams(index).items()}
        folder = index.path.removesuffix(_INDEX)
        people: set[str] = set()
        opened = ""
        for entry in tree.under(folder).entries():
            place, _slash, file = entry.path.removeprefix(folder).rpartition("/")
            stream = _STREAM.fullmatch(place)
            if stream is None or not file.endswith(".json"):
                continue
            channel = stream.group(1)
            if channel != opened:
                opened = channel
                yield ChannelRecord(channel, names.get(channel) or plain_name(stream.group(2)))
            topic = plain_name(file.removesuffix(".json")).removeprefix(_RESOLVED)
            thread = f"{channel}/{topic}"
            yield ThreadRecord(thread, channel, topic)
            build = _topic(channel, thread, topic, people)
            yield from build_each(entry, iter_array(entry, options.encoding), build)


def _streams(index: Entry) -> dict[str, dict[str, Any]]:
    try:
        streams = as_object(as_object(read_json(index, _LARGEST_INDEX)).get("streams"))
    except EntryProblem:
        return {}
    return {name: stream for name, stream in streams.items() if isinstance(stream, dict)}


def _topic(channel: str, thread: str, title: str, people: set[str]) -> Callable[[dict[str, Any]], list[Record]]:
    first = ""

    def build(item: dict[str, Any]) -> list[Record]:
        nonlocal first
        source_id = as_id(item, "id")
        name = as_text(item.get("sender_full_name"))
        account = name_id(name)
        body = as_text(item["content"])
        activity = ActivityRecord(
            source_id,
            _COMMENT if first else _POST,
            parse_epoch(item["timestamp"]),
            channel,
            account,
            parent_id=first,
            thread_id=thread,
            title="" if first else title,
            body=body,
            markup=_HTML,
            form=_IMAGE if body.startswith(_PICTURE) else _TEXT,
        )
        first = first or source_id
        if not account or account in people:
            return [activity]
        people.add(account)
        return [AccountRecord(account, name=name, is_bot=bool(_BOT.search(name))), activity]

    return build


IMPORTER = Zulip()
