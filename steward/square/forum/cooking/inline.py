"""What stands inside a line beyond CommonMark: `@name`, `:emoji:`, `||spoiler||`."""

import re
from collections.abc import Iterable

from markdown_it.rules_inline import StateInline

from steward.foundation.kernel.text import fold
from steward.square.forum.cooking.emoji import EMOJI
from steward.square.forum.cooking.records import Findings

#: Longest nickname, and how many different names of one post are looked up.
NAME_LENGTH, NAMES = 40, 60
_MENTION = re.compile(r"(?<![A-Za-z0-9.@/])@(?:\[([^\[\]\n]{1,80})\]|([\w][\w.·-]{0,39}))")
_EMOJI = re.compile(r":([a-z0-9_+-]{1,24}):")


def names_in(source: str) -> set[str]:
    """Every nickname, folded, that the text may mention: `@张伟你好` may mean any beginning of what follows the @."""
    names: set[str] = set()
    seen: set[str] = set()
    for hit in _MENTION.finditer(source):
        if hit[0] in seen:
            continue
        seen.add(hit[0])
        if len(seen) > NAMES:
            break
        names |= {fold(hit[1])} if hit[1] else {fold(word) for word in _beginnings(hit[2])}
    return names - {""}


def _beginnings(run: str) -> Iterable[str]:
    """Longest first; a Latin word is never cut in two."""
    for end in range(len(run), 0, -1):
        torn = end < len(run) and run[end - 1].isascii() and run[end].isascii() and (run[end - 1] + run[end]).isalnum()
        if not torn:
            yield run[:end]


def mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 — the library's shape of a rule
    """`@name` or `@[name with spaces]` of somebody there is."""
    if state.src[state.pos] != "@" or not (hit := _MENTION.match(state.src, state.pos, state.posMax)):
        return False
    found: Findings = state.env["findings"]
    for name in [hit[1]] if hit[1] else _beginnings(hit[2]):
        if person := found.people.get(fold(name)):
            break
    else:
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.meta = {"person": person}
        token.content = f"@{person.name}"
    state.pos += len(name) + (3 if hit[1] else 1)
    return True


def emoji(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """`:smile:`, when there is one of that name."""
    if state.src[state.pos] != ":" or not (hit := _EMOJI.match(state.src, state.pos, state.posMax)):
        return False
    if not (sign := EMOJI.get(hit[1])):
        return False
    if not silent:
        state.append_pending(sign)
    state.pos = hit.end()
    return True


def spoiler(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """`||hidden until asked for||`."""
    start, most = state.pos + 2, state.posMax
    if not state.src.startswith("||", state.pos) or start >= most or state.src[start] in "| \n":
        return False
    end = state.src.find("||", start, most)
    if end < 0 or state.src[end - 1].isspace():
        return False
    if not silent:
        state.push("spoiler_open", "span", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push("spoiler_close", "span", -1)
    state.pos = end + 2
    return True
