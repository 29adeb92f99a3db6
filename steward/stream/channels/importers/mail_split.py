"""Cuts an mbox stream into mails, a few megabytes at a time."""

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


def starts_mbox(head: bytes) -> bool:
    """Whether a file that begins so is an mbox: a `From ` line with a date, then a header."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return next(_starts(b"\n" + head, 0), (-1, 0))[0] == 0


def mails(entry: Entry) -> Iterator[Mail | BadRecord]:
    """Every mail of an mbox file; what cannot be read comes as a `BadRecord`, and the rest still follows."""
    # A line end in front makes the first mail look like every other one.
    rest, offset, lost = b"\n", -1, False
    with entry.open() as stream:
        while True:
            chunk, problem = _next(entry, stream, offset + len(rest))
            rest += chunk.removeprefix(b"\xef\xbb\xbf") if offset < 0 else chunk
            begin = content = 0
            for start, after in _starts(rest, 0):
                if content:
                    yield Mail(offset + begin + 1, rest[begin + 1 : content], rest[content:start])
                elif start and not lost:
                    yield from _stray(entry, rest[:start], offset)
                begin, content, lost = start, after, False
            if not chunk:
                if content:
                    yield Mail(offset + begin + 1, rest[begin + 1 : content], rest[content:])
                elif not lost:
                    yield from _stray(entry, rest, offset)
                if problem is not None:
                    yield problem
                return
            rest, offset = rest[begin:], offset + begin
            if len(rest) > LARGEST_MAIL:
                if not lost:
                    yield entry.bad("too-long", f"byte {offset + 1}", "", decode(rest[1:_LINE]))
                rest, offset, lost = rest[-_LINE:], offset + len(rest) - _LINE, True


def _next(entry: Entry, stream: BinaryIO, position: int) -> tuple[bytes, BadRecord | None]:
    try:
        return stream.read(_CHUNK), None
    except EntryProblem as problem:
        return b"", entry.bad(problem.reason, f"byte {position}", problem.detail)


def _starts(window: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """Where mails begin (at the line end before `From `) and where their headers do. Incomplete lines begin none yet."""
    start = window.find(_MARK, begin)
    while start >= 0:
        end = window.find(b"\n", start + 1, start + _LINE) + 1
        if end and _DATED.search(window, max(start, end - 40), end) and _HEADER.match(window, end):
            yield start, end
        start = window.find(_MARK, start + 1)


def _stray(entry: Entry, piece: bytes, position: int) -> Iterator[BadRecord]:
    """What stands before the first mail."""
    if piece.strip():
        yield entry.bad("unknown-shape", f"byte {position + 1}", "", decode(piece[1:10_000]))
