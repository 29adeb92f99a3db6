"""Steward's own format: CSV or JSON lines whose columns are the fields of the records. See docs/importing.md."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

import orjson

from steward.stream.activity.enums import ChannelKind, Form, JoinedBy, Kind, LeftBy, Markup
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    MembershipRecord,
    Record,
    ThreadRecord,
)
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.json_scan import loads
from steward.stream.channels.importers.names import slug
from steward.stream.channels.importers.tables import header_of, iter_csv
from steward.stream.channels.importers.text import (
    BadField,
    as_id,
    as_text,
    build_each,
    decode,
    iter_lines,
    parse_epoch,
    parse_iso,
)
from steward.stream.channels.importers.tree import Entry, EntryProblem, Tree

#: Name of a record → its type, in the order in which the files of a folder are read.
RECORDS: dict[str, type[Any]] = {
    "account": AccountRecord,
    "channel": ChannelRecord,
    "thread": ThreadRecord,
    "membership": MembershipRecord,
    "activity": ActivityRecord,
}
_FILES = {
    "accounts": "account",
    "channels": "channel",
    "threads": "thread",
    "memberships": "membership",
    "activities": "activity",
}
_CHOICES: dict[tuple[str, str], frozenset[str]] = {
    ("activity", "kind"): frozenset(Kind.values),
    ("activity", "form"): frozenset(Form.values),
    ("activity", "markup"): frozenset(Markup.values),
    ("channel", "kind"): frozenset(ChannelKind.values),
    ("membership", "joined_by"): frozenset(JoinedBy.values),
    ("membership", "left_by"): frozenset(LeftBy.values),
}
_TELLING = {"source_id", "kind", "occurred_at", "channel_id"}
_TRUE, _FALSE = {"true", "1", "yes", "y", "是"}, {"false", "0", "no", "n", "否"}
_LINES = {".jsonl", ".ndjson"}


class Own:
    """The format for everything that has no importer yet."""

    key = "steward"
    name = "Steward CSV or JSON lines"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """A column `record`, or the columns without which an activity is none."""
        for entry in _files(tree)[:20]:
            columns = set(header_of(entry)) if entry.suffix == ".csv" else _keys(entry)
            named = _kind_of_file(entry)
            if "record" in columns or columns >= _TELLING or (named and _required(named) <= columns):
                return Match(80, f"own-{slug(tree.name)}", tree.name, "steward")
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Accounts before channels before threads before activities; else file by file."""
        order = list(RECORDS)
        for entry in sorted(_files(tree), key=lambda entry: order.index(_kind_of_file(entry) or "activity")):
            rows = iter_csv(entry, options.encoding) if entry.suffix == ".csv" else _objects(entry, options.encoding)
            yield from build_each(entry, rows, _builder(_kind_of_file(entry) or "activity", options.timezone))


def _files(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix == ".csv" or entry.suffix in _LINES]


def _kind_of_file(entry: Entry) -> str:
    return _FILES.get(entry.name.partition(".")[0].lower(), "")


def _required(kind: str) -> set[str]:
    record = RECORDS[kind]
    return set(record._fields) - set(record._field_defaults)


def _objects(entry: Entry, encoding: str = "") -> Iterator[object]:
    for line in iter_lines(entry, encoding=encoding):
        if isinstance(line, BadRecord):
            yield line
        elif line[1].strip():
            try:
                yield loads(line[1])
            except orjson.JSONDecodeError as error:
                yield entry.bad("not-json", f"line {line[0]}", str(error), decode(line[1][:10_000]))


def _keys(entry: Entry) -> set[str]:
    try:
        first = next(_objects(entry), None)
    except EntryProblem:
        return set()
    return set(first) if isinstance(first, dict) else set()


def _builder(standard: str, zone: tzinfo) -> Callable[[dict[str, Any]], list[Record]]:
    """Reads one row as the record its column `record` names, or the file's own kind."""
    plans = {kind: _plan(kind, zone) for kind in RECORDS}

    def build(item: dict[str, Any]) -> list[Record]:
        kind = as_text(item.get("record")).strip().lower() or standard
        if kind not in plans:
            raise BadField("unknown-shape", kind)
        values: dict[str, object] = {}
        for name, required, convert in plans[kind]:
            value = item.get(name)
            if required:
                value = as_id(item, name)
            if value is not None and value != "":
                values[name] = convert(value)
        record: Record = RECORDS[kind](**values)
        return [record]

    return build


def _plan(kind: str, zone: tzinfo) -> list[tuple[str, bool, Callable[[object], object]]]:
    """For each field: its name, whether it must be there, and how its value is read."""
    record = RECORDS[kind]
    required = _required(kind)
    plan: list[tuple[str, bool, Callable[[object], object]]] = []
    for name, shape in record.__annotations__.items():
        convert: Callable[[object], object] = as_text
        if shape is bool:
            convert = _truth
        elif shape is int:
            convert = _count
        elif shape is not str:
            convert = _moment(zone)
        if (kind, name) in _CHOICES:
            convert = _choice(_CHOICES[kind, name])
        plan.append((name, name in required, convert))
    return plan


def _truth(value: object) -> bool:
    text = str(value).strip().lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise BadField("wrong-type", text[:100])


def _count(value: object) -> int:
    try:
        return max(0, int(str(value).strip()))
    except ValueError as error:
        raise BadField("wrong-type", str(value)[:100]) from error


def _moment(zone: tzinfo) -> Callable[[object], datetime]:
    def convert(value: object) -> datetime:
        if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()):
            return parse_epoch(value)
        return parse_iso(value.strip() if isinstance(value, str) else value, zone).astimezone(UTC)

    return convert


def _choice(values: frozenset[str]) -> Callable[[object], str]:
    def convert(value: object) -> str:
        text = as_text(value).strip().lower()
        if text not in values:
            raise BadField("unknown-shape", text[:100])
        return text

    return convert


IMPORTER = Own()
