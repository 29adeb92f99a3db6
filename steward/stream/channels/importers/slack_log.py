"""A log of Slack's real-time events, as a bot that listens writes it: one JSON object per line.

Edits, deletions and replies are events of their own. https://api.slack.com/events/message
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from steward.stream.activity.records import AccountRecord, BadRecord, ChannelRecord, Record
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.json_scan import loads
from steward.stream.channels.importers.slack import match
from steward.stream.channels.importers.slack_messages import Messages
from steward.stream.channels.importers.text import (
    as_id,
    as_object,
    build_each,
    decode,
    iter_lines,
    label,
)
from steward.stream.channels.importers.tree import Entry, EntryProblem, Tree

_LOG_LINE = re.compile(rb'^\s*\{.*"type"\s*:\s*"message"')
_ROOT = re.compile(rb'"thread_ts"\s*:\s*"([\d.]+)"')


class SlackLog:
    """Real-time events, one JSON object per line, with edits and deletions as events of their own."""

    key = "slack-log"
    name = "Slack event log"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """The first line of a text file is a Slack message event."""
        for entry in self._logs(tree)[:3]:
            event = self._first_event(entry)
            if event.get("type") == "message" and "ts" in event and "channel" in event:
                team = label(event.get("team")) or label(event.get("source_team")) or tree.name
                return match(90, team, tree.name.removesuffix("_log"))
        return None

    @staticmethod
    def _logs(tree: Tree) -> list[Entry]:
        return [entry for entry in tree.entries() if entry.suffix in {".txt", ".log", ".jsonl", ".ndjson"}]

    @staticmethod
    def _first_event(entry: Entry) -> dict[str, Any]:
        line = next(iter_lines(entry, 1 << 20), None)
        if line is None or isinstance(line, BadRecord) or not _LOG_LINE.match(line[1]):
            return {}
        try:
            return as_object(loads(line[1]))
        except orjson.JSONDecodeError:
            return {}

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Accounts and channels are those the events name; lists in EDN beside the log add names."""
        logs = [entry for entry in self._logs(tree) if self._first_event(entry)]
        yield from _edn(tree)
        messages = Messages(roots=_roots(logs, options))
        seen: set[str] = set(_edn_names(tree, "channels.edn", "slack-id"))
        for entry in logs:

            def build(event: dict[str, Any]) -> list[Record]:
                channel = as_id(event, "channel")
                records = messages.event(channel, event)
                if channel in seen:
                    return records
                seen.add(channel)
                return [ChannelRecord(channel, channel), *records]

            yield from build_each(entry, _events(entry, options), build)


def _events(entry: Entry, options: Options) -> Iterator[object]:
    for line in iter_lines(entry, encoding=options.encoding):
        if isinstance(line, BadRecord):
            yield line
        elif line[1].strip():
            try:
                yield loads(line[1])
            except orjson.JSONDecodeError as error:
                yield entry.bad("not-json", f"line {line[0]}", str(error), decode(line[1][:10_000]))


def _roots(logs: list[Entry], options: Options) -> set[str]:
    """The time stamps that open a thread: the opening event itself does not know yet."""
    roots: set[str] = set()
    for entry in logs:
        for line in iter_lines(entry, encoding=options.encoding):
            if not isinstance(line, BadRecord):
                roots.update(found.decode() for found in _ROOT.findall(line[1]))
    return roots


_EDN_ENTRY = re.compile(r"\{(?:[^{}\"]|\"(?:[^\"\\]|\\.)*\")*\}")


def _edn_fields(entry: Entry) -> Iterator[dict[str, str]]:
    """The flat maps of an EDN list: `{:user/name "x", :channel/slack-id "C1"}`; keys without their namespace."""
    try:
        with entry.open() as stream:
            text = decode(stream.read(64 << 20))
    except EntryProblem:
        return
    for found in _EDN_ENTRY.finditer(text):
        pairs = re.findall(r":(?:[\w.-]+/)?([\w-]+\??)\s+(\"(?:[^\"\\]|\\.)*\"|true|false)", found.group())
        # The first wins: a channel's own id stands before the id of its creator.
        yield {key: value.strip('"') for key, value in reversed(pairs)}


def _edn_names(tree: Tree, name: str, key: str) -> Iterator[str]:
    entry = tree.find(name)
    return (fields[key] for fields in (_edn_fields(entry) if entry else ()) if key in fields)


def _edn(tree: Tree) -> Iterator[Record]:
    users, channels = tree.find("users.edn"), tree.find("channels.edn")
    for fields in _edn_fields(users) if users else ():
        if "slack-id" in fields:
            name = fields.get("real-name") or fields.get("real-name-normalized", "")
            email = fields.get("email", "")
            yield AccountRecord(
                fields["slack-id"],
                "",
                fields.get("name", ""),
                name,
                email,
                bool(email),
                is_bot=fields.get("bot?") == "true",
            )
    for fields in _edn_fields(channels) if channels else ():
        if "slack-id" in fields:
            yield ChannelRecord(fields["slack-id"], fields.get("name", fields["slack-id"]))


IMPORTER = SlackLog()
