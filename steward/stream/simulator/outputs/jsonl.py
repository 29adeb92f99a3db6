"""The community as a file in Steward's own import format: one JSON object per line.

Each line has a `record` naming its type and the fields of `activity.records` that differ from their default; times are
ISO 8601 in UTC. Equal specs write equal bytes.
"""

import gzip
import io
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    MembershipRecord,
    Record,
    ThreadRecord,
)
from steward.stream.simulator.engine.months import MonthBatch
from steward.stream.simulator.enums import Source
from steward.stream.simulator.outputs.records import records_by_source

_Shape = AccountRecord | ActivityRecord | ChannelRecord | MembershipRecord | ThreadRecord
_NAMES: dict[type[_Shape], str] = {
    AccountRecord: "account",
    ActivityRecord: "activity",
    ChannelRecord: "channel",
    MembershipRecord: "membership",
    ThreadRecord: "thread",
}
_REQUIRED = object()
_SHAPES: dict[type[_Shape], tuple[tuple[str, Any], ...]] = {
    kind: tuple((field, kind._field_defaults.get(field, _REQUIRED)) for field in kind._fields) for kind in _NAMES
}


def line(record: Record) -> bytes:
    """One record as a line of the import format, with its line break."""
    assert not isinstance(record, BadRecord)
    kind = type(record)
    shown: dict[str, Any] = {"record": _NAMES[kind]}
    for value, (field, default) in zip(record, _SHAPES[kind], strict=True):
        if value != default:
            shown[field] = value
    return orjson.dumps(shown, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE)


def write_file(batches: Iterable[MonthBatch], path: Path) -> int:
    """Write all sources into one file (`.gz` is compressed) and return the number of lines.

    The file appears under its name only when it is whole.
    """
    with ExitStack() as stack:
        put = _open(stack, path)
        return sum(put(line(record)) for _source, record in records_by_source(batches))


def write_folder(batches: Iterable[MonthBatch], folder: Path) -> int:
    """Write one file per source, `wechat.jsonl` and so on, into `folder` and return the number of lines."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        puts = {source: _open(stack, folder / f"{source.name.lower()}.jsonl") for source in Source}
        return sum(puts[source](line(record)) for source, record in records_by_source(batches))


def _open(stack: ExitStack, path: Path) -> Callable[[bytes], int]:
    """Open `path` for writing by way of a `.part` file; gives the function that writes one line and returns 1."""
    part = path.with_name(path.name + ".part")

    def settle(kind: type[BaseException] | None, _value: object, _trace: object) -> None:
        if kind is None:
            part.replace(path)
        else:
            part.unlink(missing_ok=True)

    stack.push(settle)
    raw = stack.enter_context(part.open("wb", buffering=1 << 20))
    target: BinaryIO | io.BufferedWriter = raw
    if path.suffix == ".gz":
        packed = stack.enter_context(gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=3, mtime=0))
        target = stack.enter_context(io.BufferedWriter(packed, 1 << 20))

    def put(text: bytes) -> int:
        target.write(text)
        return 1

    return put
