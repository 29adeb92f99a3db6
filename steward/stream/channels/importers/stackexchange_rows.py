"""Rows of a Stack Exchange dump file, one at a time.

The files hold one flat `<row …/>` per record. Each row is cut out of the byte stream and parsed alone, so a broken row
costs one record, memory stays flat, and no document type is ever seen: nothing can be fetched and no entity expanded.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import chunks, decode

LONGEST_ROW = 16 << 20
_START = re.compile(rb"<row[\s/>]")
#: Quotes may hold anything but "<"; a row never holds another element.
_ROW = re.compile(rb"<row(?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*>")
_INVALID = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*(?:[0-8bcBCeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2\d|3[01]));"
)

Row = dict[str, str]


def rows(entry: Entry, encoding: str = "") -> Iterator[Row | BadRecord]:
    """The attributes of every row; what is no row comes as a `BadRecord` and the next row follows."""
    number = 0
    window = b""
    problem: EntryProblem | None = None
    pieces = chunks(entry, encoding)
    done = False
    while not done:
        try:
            piece = next(pieces, b"")
        except EntryProblem as found:
            piece, problem = b"", found
        done = not piece
        window += piece
        position = 0
        while (start := _START.search(window, position)) is not None:
            end = _end(window, start.start(), done=done)
            if end < 0:
                break
            number += 1
            yield _parse(entry, window[start.start() : end], number)
            position = end
        window = window[start.start() if start else max(position, len(window) - 8) :]
        if len(window) > LONGEST_ROW:
            number += 1
            yield entry.bad("too-long", f"row {number}", "", decode(window[:10_000]))
            window = window[-8:]
    if problem is not None:
        yield entry.bad(problem.reason, f"row {number + 1}", problem.detail)
    elif _START.search(window):
        yield entry.bad("truncated", f"row {number + 1}", "", decode(window[:10_000]))


def _end(window: bytes, start: int, *, done: bool) -> int:
    """Where the row that starts here ends: at its bracket, or where the next row begins; -1: not here yet."""
    close = window.find(b"/>", start)
    following = _START.search(window, start + 4)
    # Most rows hold no bracket but their last one.
    if close >= 0 and (following is None or close < following.start()):
        match = _ROW.match(window, start)
        if match:
            return match.end()
    if following is not None:
        return following.start()
    if done and (close >= 0 or window.find(b">", start) >= 0):
        return close + 2 if close >= 0 else window.find(b">", start) + 1
    return -1


def _parse(entry: Entry, raw: bytes, number: int) -> Row | BadRecord:
    text = decode(raw)
    if not text.rstrip().endswith("/>"):
        opened = text.rstrip()
        text = f"{opened[:-1]}/>" if opened.endswith(">") and not opened.endswith("</row>") else text
    try:
        return dict(ElementTree.fromstring(_INVALID.sub("\ufffd", text)).attrib)
    except (ParseError, DefusedXmlException, ValueError) as error:
        return entry.bad("not-xml", f"row {number}", str(error), text[:10_000])
