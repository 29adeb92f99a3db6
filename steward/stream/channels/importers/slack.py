"""Slack: the standard workspace export.

`users.json`, `channels.json` (and `groups`, `dms`, `mpims`), one folder per channel with one file per day.
https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports
"""

import re
from collections.abc import Iterator
from typing import Any

from steward.stream.activity.enums import ChannelKind
from steward.stream.activity.records import ChannelRecord, Record
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.json_stream import iter_array
from steward.stream.channels.importers.slack_messages import Messages
from steward.stream.channels.importers.text import as_id, as_object, as_text, build_each, label
from steward.stream.channels.importers.tree import Entry, EntryProblem, Tree

_CHANNEL_FILES = {"channels.json": False, "groups.json": True, "mpims.json": True, "dms.json": True}
_DAY = re.compile(r"(?:^|/)\d{4}-\d\d-\d\d\.json$")


def _first(entry: Entry) -> dict[str, Any]:
    """The first object of a JSON array, or an empty one."""
    try:
        return as_object(next((item for item in iter_array(entry) if isinstance(item, dict)), None))
    except EntryProblem:
        return {}


def match(confidence: int, team: str, name: str) -> Match:
    """Key and realm from the id of the workspace, which every export of it carries."""
    return Match(confidence, f"slack-{team.lower()}", name, "slack", f"slack:{team}")


class SlackExport:
    """The archive an owner of the workspace downloads."""

    key = "slack"
    name = "Slack export"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """A `users.json` beside a list of channels, and the shape of a Slack person in it."""
        users, folder = tree.find("users.json"), self._folder(tree)
        if users is None or folder is None:
            return None
        person = _first(users)
        if "id" not in person or ("profile" not in person and "team_id" not in person):
            return None
        team = label(person.get("team_id")) or label(as_object(person.get("profile")).get("team")) or tree.name
        return match(95, team, tree.under(folder).name.removesuffix("_export"))

    @staticmethod
    def _folder(tree: Tree) -> str | None:
        users = tree.find("users.json")
        folder = users.path.rpartition("/")[0] if users else ""
        prefix = f"{folder}/" if folder else ""
        return folder if users and any(tree.get(prefix + name) for name in _CHANNEL_FILES) else None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """People, channels, then the days of each channel."""
        folder = self._folder(tree) or ""
        prefix = f"{folder}/" if folder else ""
        messages = Messages()
        people = tree.get(f"{prefix}users.json")
        if people:
            yield from build_each(people, iter_array(people, options.encoding), messages.person)
        channels: dict[str, str] = {}
        for name, private in _CHANNEL_FILES.items():
            entry = tree.get(prefix + name)
            if entry:
                yield from _channels(entry, options, channels, private=private)
        for entry in tree.under(folder).entries():
            if _DAY.search(entry.path):
                name = entry.path.removeprefix(prefix).rpartition("/")[0]
                channel = channels.get(name)
                if channel is None:
                    channel = channels[name] = name
                    yield ChannelRecord(channel, name)
                build = messages.reader(channel)
                yield from build_each(entry, iter_array(entry, options.encoding), build)


def _channels(entry: Entry, options: Options, known: dict[str, str], *, private: bool) -> Iterator[Record]:
    """The rooms of one list; `known` learns which folder belongs to which id."""

    def build(item: dict[str, Any]) -> list[Record]:
        channel_id = as_id(item, "id")
        direct = "name" not in item
        name = as_text(item.get("name")) or channel_id
        known[name] = known[channel_id] = channel_id
        purpose = as_text(as_object(item.get("purpose")).get("value"))
        kind = ChannelKind.GROUP.value if direct or item.get("is_mpim") else ChannelKind.ROOM.value
        return [ChannelRecord(channel_id, name, kind, purpose, private=private or bool(item.get("is_private")))]

    yield from build_each(entry, iter_array(entry, options.encoding), build)


IMPORTER = SlackExport()
