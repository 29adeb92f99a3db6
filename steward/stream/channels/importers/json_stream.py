"""Reads JSON files of any size in steady memory, and reads on behind a broken record.

A walker follows the structure token by token until it meets an array under a wanted key. Inside that array a
vectorised scan finds where elements end, and whole runs of elements go to orjson at once. Only when a run does not
parse is it taken apart.
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import CHUNK, chunks, decode, read_all

LARGEST_RECORD = 16 << 20
_HEAD_MEMBERS = 1_000
_SHOWN = 10_000
_STRAY = -2
#: So many closing braces too many, and the rest of the array is left.
_STRAYS = 100
_GAP = b" \t\r\n,"
_PUNCTUATION = frozenset((b"{", b"}", b"[", b"]", b":", b","))
_STRING = rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
#: The last choice is a string that is not closed on its line, or not yet read to its end.
_TOKEN = re.compile(_STRING + rb'|[{}\[\],:]|[^\s"{}\[\],:]+|"')
_BEGINNING = re.compile(rb"(\s*)\{\s*(%b)\s*:\s*(?:%b|[-\w.]+)\s*,\s*(%b)" % ((_STRING,) * 3))
_LONE_SURROGATE = re.compile(rb"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..")

_QUOTE, _OPEN, _CLOSE, _BACKSLASH, _NEWLINE = 1, 2, 3, 4, 5
_CLASS = np.zeros(256, np.int8)
for _characters, _kind in ((b'"', _QUOTE), (b"{[", _OPEN), (b"}]", _CLOSE), (b"\\", _BACKSLASH)):
    _CLASS[list(_characters)] = _kind
_CLASS_BY_LINE = _CLASS.copy()
_CLASS_BY_LINE[10] = _NEWLINE


class Head(NamedTuple):
    """A wanted array begins: what its object said before it, and the key it stands under ("" for the file itself)."""

    fields: dict[str, object]
    key: str


def loads(raw: bytes) -> object:
    """One JSON value; broken encodings and lone surrogates are repaired. Raises `orjson.JSONDecodeError`."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        text = decode(raw).encode("utf-8", "replace")
        return orjson.loads(_LONE_SURROGATE.sub(rb"\\ufffd", text))


def ends(data: bytes, *, by_line: bool = False) -> tuple[NDArray[np.intp], int]:
    """Where the elements of an array end.

    `data` starts inside an array. Returns the offsets of every bracket that closes an element and the offset of the
    bracket that closes the array itself (-1: not in `data`). `by_line` lets no string reach over a line end, which
    valid JSON never does: one forgotten quote then spoils one line only.
    """
    kinds = (_CLASS_BY_LINE if by_line else _CLASS)[np.frombuffer(data, np.uint8)]
    where = np.flatnonzero(kinds)
    kinds = kinds[where]
    kinds, where = _without_escaped(kinds, where)
    quotes = np.cumsum(kinds == _QUOTE)
    if by_line:
        quotes = quotes - np.maximum.accumulate(np.where(kinds == _NEWLINE, quotes, 0))
    structural = ((kinds == _OPEN) | (kinds == _CLOSE)) & (quotes % 2 == 0)
    where = where[structural]
    depth = np.cumsum(np.where(kinds[structural] == _OPEN, 1, -1))
    below = np.flatnonzero(depth < 0)
    stop = int(below[0]) if below.size else len(where)
    closing = where[:stop][depth[:stop] == 0]
    return closing, int(where[stop]) if below.size else -1


def _without_escaped(kinds: NDArray[np.int8], where: NDArray[np.intp]) -> tuple[NDArray[np.int8], NDArray[np.intp]]:
    """Drop the backslashes and the quotes they escape (those behind an odd run of backslashes)."""
    slashes = np.flatnonzero(kinds == _BACKSLASH)
    if not slashes.size:
        return kinds, where
    positions = where[slashes]
    starts = np.flatnonzero(np.diff(positions, prepend=-2) != 1)
    lengths = np.diff(starts, append=len(positions))
    last = slashes[starts + lengths - 1][lengths % 2 == 1]
    last = last[last + 1 < len(where)]
    escaped = last[where[last + 1] == where[last] + 1] + 1
    keep = kinds != _BACKSLASH
    keep[escaped] = False
    return kinds[keep], where[keep]


class _Reader:
    """The walker's view of the file: a window of bytes that grows at its end."""

    def __init__(self, entry: Entry, encoding: str, chunk: int) -> None:
        self.data = b""
        self.at = 0
        self.done = False
        self.cut_off = False
        self._entry = entry
        self._problem: EntryProblem | None = None
        self._chunks = chunks(entry, encoding, chunk)

    def fill(self, wanted: int = 1) -> bool:
        """Drop what was read and append at least `wanted` bytes; False when nothing more comes."""
        parts = [self.data[self.at :]]
        self.at = 0
        size = 0
        while size < wanted and not self.done:
            try:
                part = next(self._chunks, None)
            except EntryProblem as problem:
                self._problem = problem
                part = None
            self.done = part is None
            parts.append(part or b"")
            size += len(part or b"")
        self.data = b"".join(parts)
        return size > 0

    def bad(self, reason: str, number: int, raw: bytes) -> BadRecord:
        """The record for the quarantine; the file's own trouble explains why it ends early."""
        detail = ""
        if reason == "truncated":
            self.cut_off = True
            if self._problem is not None:
                reason, detail = self._problem.reason, self._problem.detail
        shown = raw[: _SHOWN + 100].strip(_GAP)
        return self._entry.bad(reason, f"item {number}", detail, decode(shown))


def iter_json(entry: Entry, keys: Collection[str], encoding: str = "", chunk: int = CHUNK) -> Iterator[object]:
    """Every element of every array under one of the `keys` at any depth ("" is the file itself being an array).

    A `Head` comes before the elements of each array. What cannot be read comes as a `BadRecord` in its place. Memory
    stays below a few times `LARGEST_RECORD`.
    """
    reader = _Reader(entry, encoding, chunk)
    stack: list[tuple[dict[str, object] | None, str]] = []
    fields: dict[str, object] | None = None
    key = name = ""
    for token in _tokens(reader):
        if token == b":":
            key = name
        elif token == b"[" and key in keys and (fields is not None or not stack):
            yield Head(fields or {}, key)
            yield from _elements(reader)
        elif token in (b"{", b"["):
            stack.append((fields, key))
            fields, key = ({} if token == b"{" else None), ""
        elif token in (b"}", b"]"):
            inner = fields
            fields, key = stack.pop() if stack else (None, "")
            _keep(fields, key, inner)
            key = ""
        elif token == b",":
            key = ""
        elif key or fields is None:
            _keep(fields, key, token)
        else:
            name = decode(token[1:-1])
    if stack and not reader.cut_off:
        yield reader.bad("truncated", 0, b"")


def iter_array(entry: Entry, encoding: str = "") -> Iterator[object]:
    """Every element of a file that is one JSON array."""
    return (item for item in iter_json(entry, ("",), encoding) if not isinstance(item, Head))


def read_json(entry: Entry, limit: int = 256 << 20, encoding: str = "") -> object:
    """A small JSON file as a whole. Raises `EntryProblem` when it is broken, truncated or too large."""
    try:
        return loads(read_all(entry, limit, encoding))
    except orjson.JSONDecodeError as error:
        raise EntryProblem("not-json", str(error)) from error


def _keep(fields: dict[str, object] | None, key: str, value: object) -> None:
    """Remember a member of the object being walked; arrays are not remembered."""
    if fields is None or not key or value is None or len(fields) >= _HEAD_MEMBERS:
        return
    try:
        fields[key] = loads(value) if isinstance(value, bytes) else value
    except orjson.JSONDecodeError:
        return


def _tokens(reader: _Reader) -> Iterator[bytes]:
    """Tokens from the reader's place on. Whoever consumes may move the place between two tokens."""
    while True:
        found = _TOKEN.search(reader.data, reader.at)
        token = found.group() if found else b""
        start = found.start() if found else len(reader.data)
        if token == b'"' and b"\n" in reader.data[start:]:
            reader.at = start + 1
            continue
        if token == b'"' or (token not in _PUNCTUATION and start + len(token) == len(reader.data)):
            # It may go on behind the window.
            reader.at = start if len(reader.data) - start < LARGEST_RECORD else len(reader.data)
            if reader.fill(max(1, len(reader.data) - reader.at)):
                continue
            if not token:
                return
            start = 0
        reader.at = start + len(token)
        yield token


def _elements(reader: _Reader) -> Iterator[object]:
    """The elements of the array the reader stands in; leaves it behind the closing bracket."""
    number = strays = 0
    mark: re.Pattern[bytes] | None = None
    while True:
        data = reader.data[reader.at :]
        mark = mark or (None if number else _mark(data))
        closing, close = ends(data)
        stop = close if close >= 0 else _after_last(closing)
        values = _run(data[:stop])
        if values is None or data[close : close + 1] == b"}":
            values, stop, close = _one_by_one(reader, data, number, mark)
            strays += close == _STRAY
        if not stop and close < 0 and not _more(reader, len(data)):
            values, stop = _give_up(reader, data, number, mark)
            if not stop:
                yield from values
                return
        yield from values
        number += len(values)
        reader.at += stop + (close >= 0)
        if close >= 0:
            return
        if strays > _STRAYS:
            yield reader.bad("not-json", number + 1, reader.data[reader.at :])
            return
        if stop and len(reader.data) - reader.at < len(data) // 2:
            reader.fill()


def _more(reader: _Reader, size: int) -> bool:
    """Double the window, as far as one record may reach."""
    return size <= LARGEST_RECORD and reader.fill(max(size, 1))


def _after_last(closing: NDArray[np.intp]) -> int:
    return int(closing[-1]) + 1 if closing.size else 0


def _mark(data: bytes) -> re.Pattern[bytes] | None:
    """How an element of this array begins: its indentation where there is one, its first two keys where not."""
    found = _BEGINNING.match(data)
    if found is None:
        return None
    first, second = re.escape(found.group(2)), re.escape(found.group(3))
    if b"\n" in found.group(1):
        return re.compile(re.escape(data[: found.end(2)]))
    return re.compile(rb",\s*\{\s*%b\s*:\s*(?:%b|[-\w.]+)\s*,\s*%b" % (first, _STRING, second))


def _run(raw: bytes) -> list[object] | None:
    """A run of elements with the commas between them, or None when it is not valid."""
    try:
        values: list[object] = orjson.loads(b"[" + raw.strip(_GAP) + b"]")
    except orjson.JSONDecodeError:
        return None
    return values


def _one_by_one(
    reader: _Reader, data: bytes, number: int, mark: re.Pattern[bytes] | None
) -> tuple[list[object], int, int]:
    """Take a window with a broken element apart: the values, where they end, and where the array closes (or less than 0)."""
    closing, close = ends(data, by_line=True)
    stray = data[close : close + 1] == b"}"
    stop = close + stray if close >= 0 else _after_last(closing)
    values: list[object] = []
    start = 0
    if stray and mark:
        values, start = _by_marks(reader, data, number, mark)
        if start:
            return values, start, -1
    for end in [*(closing + 1).tolist(), stop]:
        raw = data[start:end]
        found = _run(raw) if raw.strip(_GAP) else []
        if found is None and mark and mark.search(raw, raw.find(b"{") + 1):
            # A bracket is missing and the next elements were swallowed: from here on go by how elements begin.
            more, length = _by_marks(reader, data[start:], number + len(values), mark)
            return values + more, start + length, -1
        values += _repaired(reader, raw, number + len(values)) if found is None else found
        start = end
    return values, stop, _STRAY if stray else close


def _by_marks(reader: _Reader, data: bytes, number: int, mark: re.Pattern[bytes]) -> tuple[list[object], int]:
    """Elements between the places where one begins, up to the last such place; its offset."""
    places = [0, *(found.start() for found in mark.finditer(data, data.find(b"{") + 1))]
    values: list[object] = []
    for start, end in pairwise(places):
        raw = data[start:end]
        found = _run(raw)
        values += _repaired(reader, raw, number + len(values)) if found is None else found
    return values, places[-1]


def _repaired(reader: _Reader, raw: bytes, number: int) -> list[object]:
    """One element that did not parse: read with repairs, or one bad record."""
    try:
        values = loads(b"[" + raw.strip(_GAP) + b"]")
    except orjson.JSONDecodeError:
        return [reader.bad("not-json", number + 1, raw)]
    return values if isinstance(values, list) else []


def _give_up(reader: _Reader, data: bytes, number: int, mark: re.Pattern[bytes] | None) -> tuple[list[object], int]:
    """No element ends in the largest window, or the file is over. An offset of 0 means that nothing more comes."""
    if mark:
        values, stop = _by_marks(reader, data, number, mark)
        if stop:
            return values, stop
    if reader.done:
        reader.at = len(reader.data)
        return [reader.bad("truncated", number + 1, data)], 0
    bad = reader.bad("too-long", number + 1, data)
    while not reader.done:
        # Elements seldom begin across a window's edge by more than this.
        reader.at = max(0, len(reader.data) - 4096)
        reader.fill()
        found = mark.search(reader.data) if mark else None
        if found:
            # Each mark begins with a comma or a line end, which may be skipped.
            reader.at = 0
            return [bad], found.start() + 1
    return [bad], 0
