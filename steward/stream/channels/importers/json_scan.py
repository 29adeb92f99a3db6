"""Where the elements of a JSON array begin and end, found without parsing them."""

import re
from collections.abc import Callable

import numpy as np
import orjson
from numpy.typing import NDArray

from steward.stream.channels.importers.text import decode

GAP = b" \t\r\n,"
STRING = rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_BEGINNING = re.compile(rb"(\s*)\{\s*(%b)\s*:\s*(?:%b|[-\w.]+)\s*,\s*(%b)" % ((STRING,) * 3))
_LONE_SURROGATE = re.compile(rb"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..")

_QUOTE, _OPEN, _CLOSE, _BACKSLASH, _NEWLINE = 1, 2, 3, 4, 5
_CLASS = np.zeros(256, np.int8)
for _characters, _kind in ((b'"', _QUOTE), (b"{[", _OPEN), (b"}]", _CLOSE), (b"\\", _BACKSLASH)):
    _CLASS[list(_characters)] = _kind
_CLASS_BY_LINE = _CLASS.copy()
_CLASS_BY_LINE[10] = _NEWLINE


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


def after_last(closing: NDArray[np.intp]) -> int:
    """The offset behind the last element that ends, or 0."""
    return int(closing[-1]) + 1 if closing.size else 0


def mark_of(data: bytes) -> re.Pattern[bytes] | None:
    """How an element of this array begins: its indentation where there is one, its first two keys where not."""
    found = _BEGINNING.match(data, data[:1] == b",")
    if found is None:
        return None
    first, second = re.escape(found.group(2)), re.escape(found.group(3))
    if b"\n" in found.group(1):
        return re.compile(re.escape(data[found.start() : found.end(2)]))
    return re.compile(rb",\s*\{\s*%b\s*:\s*(?:%b|[-\w.]+)\s*,\s*%b" % (first, STRING, second))


def last_beginning(data: bytes) -> Callable[[bytes], int]:
    """A fast guess where the last element of a window begins, made from how the first one does (-1: no idea).

    A wrong guess is harmless: what lies before it then is no valid list of elements.
    """
    found = _BEGINNING.match(data, data[:1] == b",")
    if found is None:
        return lambda _window: -1
    start = data[found.start() : found.end(2)]
    if b"\n" in found.group(1):
        return lambda window: window.rfind(start, 1)
    start = start.strip()
    return lambda window: max(window.rfind(b"," + start), window.rfind(b", " + start))


def run_of(raw: bytes) -> list[object] | None:
    """A run of elements with the commas between them, or None when it is not valid."""
    try:
        values: list[object] = orjson.loads(b"[" + raw.strip(GAP) + b"]")
    except orjson.JSONDecodeError:
        return None
    return values
