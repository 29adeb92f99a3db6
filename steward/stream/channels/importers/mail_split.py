"""Cuts an mbox stream into mails, a few megabytes at a time."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import decode

LARGEST_MAIL = 64 << 20
_CHUNK = 4 << 20
_MARK = b"\nFrom "
#: "From whoever … 10:48:02 1997": a time and, near the end, a year. Sentences that begin with "From" have none.
_DATED = re.compile(rb"\d:\d\d(?::\d\d)?(?: [A-Za-z+-][\w+-]*)* (?:19|20)\d\d(?: [+-]\d{4})?[ \t]*\r?\n")
_HEADER = re.compile(rb"[!-9;-~]+:|\r?\n")
_LINE = 1 << 12


class Mail(NamedTuple):
    """`position` counts bytes (of the unpacked file); `from_line` is the line before `content` (headers and body)."""

    position: int
    from_line: bytes
    content: bytes


def holds_mails(head: bytes, *, at_once: bool = True) -> bool:
    """Whether a file that begins so is an mbox: a `From ` line with a date, then a header, `at_once` or later."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    start = next(_starts(b"\n" + head, 0), (-1, 0))[0]
    return start == 0 or (start > 0 and not at_once)


def mails(entry: Entry) -> Iterator[Mail | BadRecord]:
    """Every mail of an mbox file; what cannot be read comes as a `BadRecord`, and the rest still follows."""
    try:
        stream = entry.open()
    except EntryProblem as problem:
        yield entry.bad(problem.reason, "byte 0", problem.detail)
        return
    with stream:
        yield from _cut(entry, stream)


def _cut(entry: Entry, stream: BinaryIO) -> Iterator[Mail | BadRecord]:
    # A line end in front makes the first mail look like every other one.
    rest, offset, lost = b"\n", -1, False
    while True:
        chunk, problem = _next(entry, stream, offset + len(rest))
        rest += chunk.removeprefix(b"\xef\xbb\xbf") if offset < 0 else chunk
        begin = content = 0
        for start, after in _starts(rest, 0):
            if start and not lost:
                yield from _piece(entry, rest[begin:start], content - begin, offset + begin)
            begin, content, lost = start, after, False
        if problem is not None or not chunk:
            if not lost:
                yield from _piece(entry, rest[begin:], content - begin, offset + begin)
            if problem is not None:
                yield problem
            return
        rest, offset = rest[begin:], offset + begin
        if len(rest) > LARGEST_MAIL:
            if not lost:
                yield entry.bad("too-long", f"byte {offset + 1}", "", decode(rest[1:_LINE]))
            rest, offset, lost = rest[-_LINE:], offset + len(rest) - _LINE, True


def _next(entry: Entry, stream: BinaryIO, position: int) -> tuple[bytes, BadRecord | None]:
    """A few megabytes and, when the file breaks off, why; `b""` at the end."""
    # One call to the unpacker at a time: what precedes a broken place is not lost with it.
    read = stream.read1 if isinstance(stream, io.BufferedReader) else stream.read
    parts: list[bytes] = []
    size = 0
    try:
        while size < _CHUNK and (part := read(_CHUNK)):
            parts.append(part)
            size += len(part)
    except EntryProblem as problem:
        return b"".join(parts), entry.bad(problem.reason, f"byte {position + size}", problem.detail)
    return b"".join(parts), None


def _starts(window: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """Where mails begin (at the line end before `From `) and where their headers do. Incomplete lines begin none."""
    start = window.find(_MARK, begin)
    while start >= 0:
        end = window.find(b"\n", start + 1, start + _LINE) + 1
        if end and _DATED.search(window, max(start, end - 40), end) and _HEADER.match(window, end):
            yield start, end
        start = window.find(_MARK, start + 1)


def _piece(entry: Entry, piece: bytes, content: int, position: int) -> Iterator[Mail | BadRecord]:
    """A mail whose headers begin at `content`, or (0) what stands before the first one."""
    if content:
        yield Mail(position + 1, piece[1:content], piece[content:])
    elif piece.strip():
        yield entry.bad("unknown-shape", f"byte {position + 1}", "", decode(piece[1:10_000]))
