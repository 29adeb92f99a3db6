"""Reads JSON files of any size in steady memory, and reads on behind a broken record.

A walker follows the structure token by token until it meets an array under a wanted key. Inside that array a
vectorised scan finds where elements end, and whole runs of elements go to orjson at once. Only when a run does not
parse is it taken apart.
"""

import re
from collections.abc import Collection, Generator, Iterator
from itertools import pairwise
from typing import NamedTuple

import orjson

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.json_scan import (
    GAP,
    STRING,
    after_last,
    ends,
    last_beginning,
    loads,
    mark_of,
    run_of,
)
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import CHUNK, chunks, decode, read_all

__all__ = ["LARGEST_RECORD", "Head", "begins_with_object", "iter_array", "iter_json", "loads", "read_json"]

LARGEST_RECORD = 16 << 20
_HEAD_MEMBERS = 1_000
_SHOWN = 10_000
_STRAY = -2
#: So many closing braces too many, and the rest of the array is left.
_STRAYS = 100
_PUNCTUATION = frozenset((b"{", b"}", b"[", b"]", b":", b","))
#: The last choice is a string that is not closed on its line, or not yet read to its end.
_TOKEN = re.compile(STRING + rb'|[{}\[\],:]|[^\s"{}\[\],:]+|"')


class Head(NamedTuple):
    """A wanted array begins: what its object said before it, and the key it stands under ("" for the file itself)."""

    fields: dict[str, object]
    key: str
    depth: int = 0  # how many objects and arrays lie around it


class _Reader:
    """The walker's view of the file: a window of bytes that grows at its end."""

    def __init__(self, entry: Entry, encoding: str, chunk: int) -> None:
        self.data = b""
        self.at = 0
        self.done = False
        self.cut_off = False
        self._entry = entry
        self.problem: EntryProblem | None = None
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
                self.problem = problem
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
            if self.problem is not None:
                reason, detail = self.problem.reason, self.problem.detail
        shown = raw[: _SHOWN + 100].strip(GAP)
        return self._entry.bad(reason, f"item {number}", detail, decode(shown))


def begins_with_object(entry: Entry) -> bool:
    """Whether the first character that counts is an opening brace. Walking an array to learn that would be dear."""
    try:
        with entry.open() as stream:
            head = stream.read(512)
    except EntryProblem:
        return True  # whoever reads on says what is wrong
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def iter_json(entry: Entry, keys: Collection[str], encoding: str = "", chunk: int = CHUNK) -> Iterator[object]:
    """Every element of every array under one of the `keys` at any depth ("" is the file itself being an array).

    A `Head` comes before the elements of each array. What cannot be read comes as a `BadRecord` in its place. Memory
    stays below a few times `LARGEST_RECORD`.
    """
    if entry.size <= chunk and not entry.packed:
        whole = _whole(entry, encoding)
        if whole is not None:
            yield from _walk(whole, keys, Head({}, ""))
            return
    yield from _stream(_Reader(entry, encoding, chunk), keys)


def _stream(reader: _Reader, keys: Collection[str]) -> Iterator[object]:
    """What `iter_json` gives, token by token outside of the wanted arrays."""
    stack: list[tuple[dict[str, object] | None, str]] = []
    fields: dict[str, object] | None = None
    key = name = ""
    for token in _tokens(reader):
        if token == b":":
            key = name
        elif token == b"[" and key in keys and (fields is not None or not stack):
            yield Head(fields or {}, key, len(stack))
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
    if (stack or reader.problem) and not reader.cut_off:
        yield reader.bad("truncated", 0, b"")


def _whole(entry: Entry, encoding: str) -> object:
    """A small file at once; None when it is broken, so that what can be saved of it is looked for piece by piece."""
    try:
        return orjson.loads(read_all(entry, LARGEST_RECORD, encoding))
    except (EntryProblem, orjson.JSONDecodeError):
        return None


def _walk(value: object, keys: Collection[str], at: Head) -> Iterator[object]:
    """What `iter_json` gives, from a file that was read as a whole."""
    if isinstance(value, list) and at.key in keys:
        yield at
        yield from value
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from _walk(item, keys, Head({}, "?", at.depth + 1))
    elif isinstance(value, dict):
        before: dict[str, object] = {}
        for name, member in value.items():
            if isinstance(member, dict | list):
                yield from _walk(member, keys, Head(dict(before), name, at.depth + 1))
            if not isinstance(member, list):
                before[name] = member


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
    number = yield from _by_guess(reader)
    strays = 0
    mark: re.Pattern[bytes] | None = None
    while True:
        data = reader.data[reader.at :]
        mark = mark or mark_of(data)
        closing, close = ends(data)
        stop = close if close >= 0 else after_last(closing)
        values = run_of(data[:stop])
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


def _by_guess(reader: _Reader) -> Generator[object, None, int]:
    """As many elements as the fast guess finds; returns their number. The first wrong guess ends it."""
    number = 0
    guess = last_beginning(reader.data[reader.at :])
    while not reader.done:
        data = reader.data[reader.at :]
        stop = guess(data)
        values = run_of(data[:stop]) if stop > 0 else None
        if not values:
            return number
        yield from values
        number += len(values)
        reader.at += stop
        reader.fill()
    return number


def _more(reader: _Reader, size: int) -> bool:
    """Double the window, as far as one record may reach."""
    return size <= LARGEST_RECORD and reader.fill(max(size, 1))


def _one_by_one(
    reader: _Reader, data: bytes, number: int, mark: re.Pattern[bytes] | None
) -> tuple[list[object], int, int]:
    """Take a window with a broken element apart: values, where they end, where the array closes (below 0: not yet)."""
    closing, close = ends(data, by_line=True)
    stray = data[close : close + 1] == b"}"
    stop = close + stray if close >= 0 else after_last(closing)
    values: list[object] = []
    start = 0
    if stray and mark:
        values, start = _by_marks(reader, data, number, mark)
        if start:
            return values, start, -1
    for end in [*(closing + 1).tolist(), stop]:
        raw = data[start:end]
        found = run_of(raw) if raw.strip(GAP) else []
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
        found = run_of(raw)
        values += _repaired(reader, raw, number + len(values)) if found is None else found
    return values, places[-1]


def _repaired(reader: _Reader, raw: bytes, number: int) -> list[object]:
    """One element that did not parse: read with repairs, or one bad record."""
    try:
        values = loads(b"[" + raw.strip(GAP) + b"]")
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
    while True:
        # Elements seldom begin across a window's edge by more than this.
        reader.at = max(0, len(reader.data) - 4096)
        if not reader.fill():
            reader.at = len(reader.data)
            return [bad], 0
        found = mark.search(reader.data) if mark else None
        if found:
            # Each mark begins with a comma or a line end, which may be skipped.
            reader.at = 0
            return [bad], found.start() + 1
