"""The tables: for every character, what it counts as while words are looked for.

Two streams are cut from one text. The *compact* stream is for words with Chinese characters: traditional becomes
simplified, 壹 and 一 and ① become 1, and whatever is neither letter nor digit is left out, so that 加-微-信 reads
加微信. The *spaced* stream is for all other words: lower case, look-alike letters and digits become letters, everything
between words becomes one space, so that a word can be asked for with its boundaries. Words of a list go through the
same tables as the text; nothing is decided here for good, `verifying` looks at each hit again in the original.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]

#: Above this lie private planes and invisible tags: left out of both streams.
LIMIT = 0x323B0
#: A character that is never assigned: what stands between two messages in a joined text.
BREAK = "\ufdd0"

_HAN_DIGITS = dict(zip("〇零一壹二贰三叁四肆五伍六陆七柒八捌九玖", "00112233445566778899", strict=True))
_LEET = dict(zip("013457", "oieast", strict=True))
#: Letters that look like Latin ones (after lower case); a short list, since every row costs somebody's real word.
_LOOKALIKES = dict(
    zip("аеорсухіјѕԁһԛԝαοενρτυκıɑɡℓ", "aeopcyxijsdhqwaoevptukiagl", strict=False),
)
#: Scripts written without spaces: their words are looked for in the compact stream.
_UNSPACED = (
    (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3040, 0x30FF), (0x3105, 0x312F), (0x31A0, 0x31BF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xAC00, 0xD7AF), (0x0E00, 0x0EFF),
    (0x1000, 0x109F), (0x1780, 0x17FF), (0x20000, LIMIT - 1),
)  # fmt: skip
_ENCLOSED = {
    **{0x1F170 + step: chr(97 + step) for step in range(26)},
    **{0x1F150 + step: chr(97 + step) for step in range(26)},
    **{0x1F1E6 + step: chr(97 + step) for step in range(26)},
    0x2795: "+",
    0x271A: "+",
}


class Tables(NamedTuple):
    """`plain[code]`: one character for one. `compact` and `spaced`: 0 means left out. `wide`: in `narrow_map`."""

    plain: Codes
    compact: Codes
    spaced: Codes
    wide: NDArray[np.bool_]


def unspaced(character: str) -> bool:
    """Whether words of this character's script stand without spaces between them."""
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or (code >= 0x0E00 and any(low <= code <= high for low, high in _UNSPACED))


#: Chinese and Korean characters, which only ever become another such character: filled in one go.
_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x20000, LIMIT - 1))


@cache
def tables() -> Tables:
    """Built once in a process, in about half a second."""
    simplified = _simplified()
    plain, compact, spaced = (np.zeros(LIMIT + 1, dtype=np.uint32) for _ in range(3))
    for code in _other_codes():
        character = chr(code)
        category = unicodedata.category(character)
        folded = _fold(character, category, simplified)
        plain[code] = ord(folded)
        compact[code], spaced[code] = _streams(folded, category)
    for low, high in _BLOCKS:
        plain[low : high + 1] = compact[low : high + 1] = np.arange(low, high + 1)
        spaced[low : high + 1] = ord(" ")
    for old, new in simplified.items():
        plain[ord(old)] = compact[ord(old)] = ord(new)
        spaced[ord(old)] = ord(" ")
    for old, digit in _HAN_DIGITS.items():
        compact[plain == ord(old)] = ord(digit)
    plain[LIMIT] = ord(" ")
    plain[ord(BREAK)] = compact[ord(BREAK)] = spaced[ord(BREAK)] = ord("\n")
    wide = np.zeros(LIMIT + 1, dtype=np.bool_)
    wide[list(narrow_map())] = True
    return Tables(plain, compact, spaced, wide)


def _other_codes() -> Iterator[int]:
    """What must be looked at one by one: planes 0 and 1 without the blocks."""
    for code in range(0x20000):
        if not any(low <= code <= high for low, high in _BLOCKS):
            yield code


@cache
def plain_map() -> dict[int, int]:
    """The same as `tables().plain`, for `str.translate`: only what changes."""
    plain = tables().plain
    changed = np.flatnonzero(plain[:LIMIT] != np.arange(LIMIT, dtype=np.uint32))
    return {int(code): int(plain[code]) for code in changed if chr(code) != BREAK}


@cache
def narrow_map() -> dict[int, int]:
    """Letters, digits and the marks of addresses in another width → their ordinary form; letter case stays."""
    narrow: dict[int, int] = {}
    for code in (*range(0x2070, 0x24FF), *range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D7FF)):
        wide = unicodedata.normalize("NFKC", chr(code))
        if wide != chr(code) and len(wide) == 1 and wide < "\x7f" and (wide.isalnum() or wide in "@./+-_"):
            narrow[code] = ord(wide)
    return narrow


def _fold(character: str, category: str, simplified: dict[str, str]) -> str:
    """One character for one: half width, lower case, simplified, without accent, Latin for what looks Latin."""
    if "一" <= character <= "鿿":
        return simplified.get(character, character)
    if category in {"Cn", "Co", "Cs"}:
        return " "
    if character < "\x7f":
        return character.lower()
    if ord(character) in _ENCLOSED:
        return _ENCLOSED[ord(character)]
    wide = unicodedata.normalize("NFKC", character).lower()
    if len(wide) > 1:
        kept = [one for one in wide if one.isalnum()]
        wide = kept[0] if len(kept) == 1 else character
    base = unicodedata.normalize("NFD", wide)[0]
    wide = base if base < "\x7f" and wide.isalpha() else wide
    wide = _LOOKALIKES.get(wide, wide)
    return simplified.get(wide, wide)


def _streams(folded: str, category: str) -> tuple[int, int]:
    if category in {"Cf", "Mn", "Me"} and not folded.isalnum():
        return 0, 0
    if unspaced(folded) and (folded.isalnum() or category in {"Mc", "Mn", "Lm"}):
        return ord(_HAN_DIGITS.get(folded, folded)), ord(" ")
    if folded.isalnum():
        return ord(folded), ord(_LEET.get(folded, folded))
    return (ord("加"), ord(" ")) if folded == "+" else (0, ord(" "))


def _simplified() -> dict[str, str]:
    from opencc import OpenCC

    ranges = ((0x3400, 0x9FFF), (0xF900, 0xFAD9), (0x20000, 0x2A6DF))
    every = [chr(code) for low, high in ranges for code in range(low, high + 1)]
    answer = OpenCC("t2s").convert("\n".join(every)).split("\n")
    pairs = zip(every, answer, strict=True)
    return {old: new for old, new in pairs if old != new and len(new) == 1}
