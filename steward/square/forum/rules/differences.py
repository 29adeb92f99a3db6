"""Differences between two texts, word by word in Chinese and English, and putting two edits of one text together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A latin word, a number, white space, or one character of any other kind.
_WORD = re.compile(r"[A-Za-z0-9_'À-ɏ]+|[ \t]+|\n|.", re.DOTALL)
#: A line, or a sentence of it: the grain in which two edits are compared first and put together.
_SENTENCE = re.compile(r"[^\n。！？!?]*(?:[。！？!?]+[”’」』）)]*|\n+|$)")
#: Comparing takes the square of these numbers in the worst case; longer parts differ as a whole.
MOST_SENTENCES, MOST_WORDS, MOST_WORK = 800, 1_500, 4_000_000

SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a comparison: in both texts, only in the older one, or only in the newer one."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Two edits of one text put together; `conflicts` is at how many places both changed the same sentence.

    There the text has both versions, theirs first.
    """

    text: str
    conflicts: int


def differences(older: str, newer: str) -> list[Piece]:
    """The pieces that lead from one text to the other; neighbours are of different kinds."""
    pieces: list[Piece] = []
    room = MOST_WORK
    for tag, was, now in _compared(_sentences(older), _sentences(newer), MOST_SENTENCES):
        if tag == "equal":
            pieces.append(Piece(SAME, was))
            continue
        old, new = _WORD.findall(was), _WORD.findall(now)
        work = len(old) * len(new)
        pieces += _by_words(old, new, MOST_WORDS if work <= room else 0)
        room -= work
    return list(_joined(pieces))


def applied(pieces: Sequence[Piece], older: str) -> str:
    """The newer text, made of the older one and the pieces. Raises ValueError when they do not belong together."""
    place, made = 0, []
    for piece in pieces:
        if piece.kind != NEW:
            if not older.startswith(piece.text, place):
                raise ValueError("these differences are not of this text")
            place += len(piece.text)
        if piece.kind != GONE:
            made.append(piece.text)
    if place != len(older):
        raise ValueError("these differences are not of this text")
    return "".join(made)


def sides(pieces: Sequence[Piece]) -> list[tuple[list[Piece], list[Piece]]]:
    """For reading side by side: paragraphs as (pieces of the older, pieces of the newer), paired where they meet."""
    rows: list[tuple[list[Piece], list[Piece]]] = [([], [])]
    for piece in pieces:
        for number, line in enumerate(piece.text.split("\n")):
            if number and piece.kind == SAME:
                rows.append(([], []))
            elif number:
                _put(rows[-1], Piece(piece.kind, "\n"))
            if line:
                _put(rows[-1], Piece(piece.kind, line))
    return [row for row in rows if row[0] or row[1]]


def merged(base: str, mine: str, theirs: str) -> Merged:
    """The base with both edits, sentence by sentence (the diff3 of texts)."""
    parts, ours, others = _sentences(base), _sentences(mine), _sentences(theirs)
    changes = sorted([*_changes(parts, ours, 0), *_changes(parts, others, 1)], key=lambda one: (one[0], one[1]))
    made: list[str] = []
    place = conflicts = 0
    while changes:
        start, end, group = _overlapping(changes)
        made += parts[place:start]
        versions = [_version(parts, start, end, [one for one in group if one[2] == side]) for side in (0, 1)]
        place = end
        if {one[2] for one in group} == {0, 1} and versions[0] != versions[1]:
            conflicts += 1
            made.append(_both(versions[1], versions[0]))
        else:
            made.append(versions[group[0][2]])
    return Merged("".join([*made, *parts[place:]]), conflicts)


_Change = tuple[int, int, int, str]  # from, to (of the base), side, new text


def _changes(base: Sequence[str], other: Sequence[str], side: int) -> Iterator[_Change]:
    place = 0
    for tag, was, now in _compared(base, other, MOST_SENTENCES):
        length = _count(base, place, was)
        if tag != "equal":
            yield place, place + length, side, now
        place += length


def _count(base: Sequence[str], place: int, text: str) -> int:
    """How many parts of the base from `place` on make the text."""
    number = length = 0
    while length < len(text):
        length += len(base[place + number])
        number += 1
    return number


def _overlapping(changes: list[_Change]) -> tuple[int, int, list[_Change]]:
    """Take the first change and all that touch the same part of the base off the list."""
    first = changes.pop(0)
    start, end, group = first[0], first[1], [first]
    while changes and (changes[0][0] < end or (changes[0][0] == end and (start == end or changes[0][1] == end))):
        one = changes.pop(0)
        group.append(one)
        end = max(end, one[1])
    return start, end, group


def _version(base: Sequence[str], start: int, end: int, changes: Sequence[_Change]) -> str:
    place, made = start, []
    for since, until, _side, text in changes:
        made += [*base[place:since], text]
        place = until
    return "".join([*made, *base[place:end]])


def _both(theirs: str, mine: str) -> str:
    return theirs + ("" if theirs.endswith("\n") or not theirs or not mine else "\n") + mine


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.findall(text) if part]


def _by_words(was: Sequence[str], now: Sequence[str], most: int) -> Iterator[Piece]:
    for _tag, gone, new in _compared(was, now, most):
        if gone == new:
            yield Piece(SAME, gone)
            continue
        if gone:
            yield Piece(GONE, gone)
        if new:
            yield Piece(NEW, new)


def _compared(was: Sequence[str], now: Sequence[str], most: int) -> Iterator[tuple[str, str, str]]:
    """(tag of difflib, old text, new text) for each part; what is alike at both ends is not compared."""
    head = 0
    while head < min(len(was), len(now)) and was[head] == now[head]:
        head += 1
    tail = 0
    while tail < min(len(was), len(now)) - head and was[-1 - tail] == now[-1 - tail]:
        tail += 1
    old, new = was[head : len(was) - tail], now[head : len(now) - tail]
    if head:
        yield "equal", "".join(was[:head]), "".join(now[:head])
    if max(len(old), len(new)) > most:
        yield "replace", "".join(old), "".join(new)
    elif old or new:
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield tag, "".join(old[a:b]), "".join(new[c:d])
    if tail:
        yield "equal", "".join(was[len(was) - tail :]), "".join(now[len(now) - tail :])


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    kept: Piece | None = None
    for piece in pieces:
        if kept is not None and kept.kind == piece.kind:
            kept = Piece(kept.kind, kept.text + piece.text)
            continue
        if kept is not None:
            yield kept
        kept = piece
    if kept is not None:
        yield kept


def _put(row: tuple[list[Piece], list[Piece]], piece: Piece) -> None:
    if piece.kind != NEW:
        row[0].append(piece)
    if piece.kind != GONE:
        row[1].append(piece)
