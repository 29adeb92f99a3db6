"""Discord: the JSON files of DiscordChatExporter, one per channel or thread.

https://github.com/Tyrrrz/DiscordChatExporter (Core/Exporting/JsonMessageWriter.cs)
"""

from collections.abc import Iterator
from typing import Any

from steward.stream.activity.enums import ChannelKind
from steward.stream.activity.records import BadRecord, ChannelRecord, Record, ThreadRecord
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.discord_messages import Messages, People, Place
from steward.stream.channels.importers.json_stream import Head, begins_with_object, iter_json
from steward.stream.channels.importers.names import slug
from steward.stream.channels.importers.text import as_object, build_each, label
from steward.stream.channels.importers.tree import Entry, Tree

_LOOKED_AT = 20


def _head(entry: Entry) -> dict[str, Any]:
    """What stands before the messages; empty when this is no such file."""
    if entry.suffix != ".json" or not begins_with_object(entry):
        return {}
    first = next(iter_json(entry, ("messages",)), None)
    fields = first.fields if isinstance(first, Head) else {}
    return fields if "guild" in fields and "channel" in fields else {}


class Discord:
    """All files of one server."""

    key = "discord"
    name = "Discord (DiscordChatExporter)"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """One of the first JSON files has a guild, a channel and messages."""
        files = [entry for entry in tree.entries() if entry.suffix == ".json"]
        for entry in files[:_LOOKED_AT]:
            head = _head(entry)
            if head:
                guild = as_object(head["guild"])
                guild_id = label(guild.get("id")) or slug(label(guild.get("name")))
                return Match(95, f"discord-{guild_id}", label(guild.get("name")) or tree.name, "discord", "discord")
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """File after file; the parent channel of threads is given once."""
        channels: set[str] = set()
        people = People()
        for entry in tree.entries():
            if entry.suffix == ".json":
                yield from _file(entry, options, channels, people)


def _file(entry: Entry, options: Options, channels: set[str], people: People) -> Iterator[Record]:
    items = iter_json(entry, ("messages",), options.encoding)
    head = next(items, None)
    if isinstance(head, BadRecord):
        yield head
    if not isinstance(head, Head) or "guild" not in head.fields:
        return
    place, records = _place(head.fields)
    if place.channel not in channels:
        channels.add(place.channel)
        yield records[0]
    yield from records[1:]
    yield from build_each(entry, items, Messages(place, people).build)


def _place(fields: dict[str, Any]) -> tuple[Place, list[Record]]:
    """Where the messages of this file belong, and the records of that place."""
    guild = label(as_object(fields.get("guild")).get("id"))
    channel = as_object(fields.get("channel"))
    own_id, name = label(channel.get("id")), label(channel.get("name"))
    own_id = own_id or slug(name)
    url = f"https://discord.com/channels/{guild}/{own_id}" if own_id.isdigit() and guild.isdigit() else ""
    kind = label(channel.get("type"))
    parent = label(channel.get("category"))
    if "Thread" in kind and (parent or channel.get("categoryId")):
        # For a thread the exporter calls its parent channel the category.
        parent_id = label(channel.get("categoryId")) or slug(parent)
        thread = ThreadRecord(own_id, parent_id, name, url)
        return Place(parent_id, own_id, name, url), [ChannelRecord(parent_id, parent or parent_id), thread]
    direct = kind.startswith("Direct")
    where = ChannelKind.GROUP.value if direct else ChannelKind.ROOM.value
    topic = label(channel.get("topic"))
    return Place(own_id, "", "", url), [ChannelRecord(own_id, name or own_id, where, topic, url, private=direct)]


IMPORTER = Discord()
