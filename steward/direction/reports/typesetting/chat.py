"""Cutting a text for chats that limit a message by UTF-8 bytes: never inside a character or a link."""

import re
import unicodedata

#: Bytes of one message of text in a WeCom group (企业微信群机器人: text ≤ 2048 bytes).
WECOM = 2048

#: Links stay whole, Markdown's and bare ones.
_LINK = re.compile(r"\[[^\]\n]*\]\(https?://[^\s)]+\)|https?://[!-~]+")
_JOINER = "\u200d"
#: A longer heap of marks is no character anybody reads.
_HEAP = 12
#: Where a text may be cut, best first: between paragraphs, lines, sentences, words.
_BREAKS = (("\n\n",), ("\n",), ("。", "！", "？", "；", ". ", "! ", "? ", "; "), (" ", "，", "、"))


def split_bytes(text: str, limit: int = WECOM) -> list[str]:
    """Parts of at most `limit` bytes with a mark "(1/3)" in front when there are several; together they are the text.

    A single link or character that is longer than a whole part is cut all the same: there is no other way.
    """
    if limit < 64:
        raise ValueError("a part needs at least 64 bytes")
    if len(text.encode()) <= limit:
        return [text] if text else []
    room = limit - len(b"(100/100)\n")
    pieces = _cut(text, room)
    return [f"({number}/{len(pieces)})\n{piece}" for number, piece in enumerate(pieces, 1)]


def _cut(text: str, room: int) -> list[str]:
    pieces: list[str] = []
    rest = _atoms(text, room)
    while rest:
        count, size = 0, 0
        while count < len(rest) and size + len(rest[count].encode()) <= room:
            size += len(rest[count].encode())
            count += 1
        if count < len(rest):
            count = _back(rest, count)
        pieces.append("".join(rest[:count]))
        rest = rest[count:]
    return pieces


def _back(atoms: list[str], count: int) -> int:
    """The best place to cut at or before `count`: the coarsest break in the latter half, else where the room ends."""
    for marks in _BREAKS:
        for place in range(count, count // 2, -1):
            before = "".join(atoms[max(0, place - 2) : place])
            if before.endswith(marks):
                return place
    return count


def _atoms(text: str, room: int) -> list[str]:
    """What must not be cut: links, characters with their combining marks."""
    found: list[str] = []
    at = 0
    for match in _LINK.finditer(text):
        found += _characters(text[at : match.start()])
        link = match[0]
        found += [link] if len(link.encode()) <= room else _characters(link)
        at = match.end()
    return found + _characters(text[at:])


def _characters(text: str) -> list[str]:
    found: list[str] = []
    for character in text:
        if found and len(found[-1]) < _HEAP and _joins(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _joins(before: str, character: str) -> bool:
    """Whether the character belongs to the one before it: a mark, a variation, a joined emoji."""
    marks = unicodedata.category(character) in {"Mn", "Me", "Sk"}
    return marks or character == _JOINER or before.endswith(_JOINER)
