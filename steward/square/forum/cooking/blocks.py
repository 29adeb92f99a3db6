"""Blocks beyond CommonMark: quotations with their source, spoilers, and tables of bearable size."""

import re
from dataclasses import dataclass
from typing import Any

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as plain_table

#: How deep blocks may lie in each other; cells a table may have.
DEEPEST, CELLS = 40, 5_000
_RULER = re.compile(r"[-:| \t]*-[-:| \t]*")
_QUOTE = re.compile(r'\[quote(?:="([^"\n]{0,200})")?((?:[ ]+\w{1,10}=(?:"[^"\n]{0,200}"|\w{1,40}))*)[ ]*\]')
_PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|(\w+))')
_SPOILER = re.compile(r":::[ ]*spoiler\b[ ]*([^\n]{0,200})")


class TooDeep(Exception):
    """Blocks lie deeper in each other than anybody writes."""


class Blocks(ParserBlock):
    """The library skips what lies too deep, silently; here it is an error, so that no word is lost."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 — the library's names
        """As the library does, down to a depth."""
        if state.level >= DEEPEST:
            raise TooDeep
        super().tokenize(state, startLine, endLine)


@dataclass(frozen=True, slots=True)
class _Fence:
    """A block between an opening and a closing line, which may lie in another one of its kind."""

    opens: str
    closes: str
    whole_line: bool

    def end(self, state: StateBlock, first: int, limit: int) -> int:
        """The line that closes the block opened in line `first`, -1 when none does or eight levels are not enough."""
        depth = 0
        for number in range(first, limit):
            line = _line(state, number).rstrip()
            depth += line.startswith(self.opens)
            if (line == self.closes) if self.whole_line else line.endswith(self.closes):
                depth -= 1
            if depth == 0:
                return number
            if depth > 8:
                return -1
        return -1


_QUOTES = _Fence("[quote", "[/quote]", whole_line=False)
_SPOILERS = _Fence(":::spoiler", ":::", whole_line=True)


def quote(state: StateBlock, start: int, limit: int, silent: bool) -> bool:  # noqa: FBT001 — the library's shape
    """`[quote post=12 name="张三"]…[/quote]`, on one line or several; Discourse's `[quote="name, post:3"]` too."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("[quote", at) or state.is_code_block(start):
        return False
    hit = _QUOTE.match(state.src, at, state.eMarks[start])
    if hit is None or state.src.rfind("[/quote]") < at or (end := _QUOTES.end(state, start, limit)) < 0:
        return False
    if not silent:
        opening = state.push("quote_open", "blockquote", 1)
        opening.meta = _source_of(hit[1], hit[2])
        _inner(state, start, end, hit.end(), len(_QUOTES.closes))
        state.push("blockquote_close", "blockquote", -1)
        state.line = end + 1
    return True


def spoiler(state: StateBlock, start: int, limit: int, silent: bool) -> bool:  # noqa: FBT001
    """`:::spoiler title`, lines, `:::`."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", at) or state.is_code_block(start):
        return False
    hit = _SPOILER.match(state.src, at, state.eMarks[start])
    if hit is None or (end := _SPOILERS.end(state, start, limit)) < 0 or end == start:
        return False
    if not silent:
        opening = state.push("details_open", "details", 1)
        opening.info = hit[1].strip()
        _inner(state, start, end, state.eMarks[start], len(_SPOILERS.closes))
        state.push("details_close", "details", -1)
        state.line = end + 1
    return True


def _inner(state: StateBlock, first: int, last: int, begin: int, tail: int) -> None:
    """Parse what lies between: from `begin` in line `first` to `tail` characters before the end of line `last`."""
    kept = (state.bMarks[first], state.tShift[first], state.sCount[first], state.eMarks[last])
    parent, most = state.parentType, state.lineMax
    ends = state.bMarks[last] + state.tShift[last] + len(_line(state, last).rstrip()) - tail
    state.bMarks[first] = begin
    rest = state.src[begin : state.eMarks[first]]
    state.tShift[first] = len(rest) - len(rest.lstrip(" \t"))
    state.sCount[first] = state.blkIndent
    state.eMarks[last] = ends
    stop = last + (not state.isEmpty(last))
    state.parentType, state.lineMax = "blockquote", stop
    state.md.block.tokenize(state, first, stop)
    state.bMarks[first], state.tShift[first], state.sCount[first], state.eMarks[last] = kept
    state.parentType, state.lineMax = parent, most


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _source_of(old: str | None, attributes: str) -> dict[str, Any]:
    """Whom a quotation is from: {"post": id or 0, "name": …}."""
    given = {key: quoted or bare for key, quoted, bare in _PAIR.findall(attributes)}
    number = given.get("post", "")
    post = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    return {"post": post, "name": (given.get("name") or (old or "").partition(",")[0]).strip()}


def table(state: StateBlock, start: int, limit: int, silent: bool) -> bool:  # noqa: FBT001
    """GitHub's tables, unless they have more cells than anybody fills: such a text stays text."""
    if start + 2 > limit or "|" not in (head := _line(state, start)):
        return False
    if not _RULER.fullmatch(_line(state, start + 1)):
        return False
    columns, last = head.count("|") + 1, start + 1
    if start < state.env.get("no table before", 0):
        return False
    while last < limit and not state.isEmpty(last):
        last += 1
        if (last - start) * columns > CELLS:
            state.env["no table before"] = last
            return False
    return plain_table(state, start, limit, silent)
