"""What spellings of one word share. Imports nothing heavy: opencc is asked once, when the first text is folded."""

import re
import unicodedata
from functools import cache

#: A longer text says nothing more about whether it is advertising.
LONGEST = 4000
_CHINESE = (0x3400, 0xA000)
_UNSEEN = (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
_BETWEEN = re.compile("(?<=[\u3400-\u9fff])[\\W_]{1,3}(?=[\u3400-\u9fff])")
_HAN = re.compile("[\u3400-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_]")


def fold(text: str) -> str:
    """The text as features are taken from it, at most `LONGEST` characters of it.

    NFKC and case folding, traditional characters become simplified, every digit 0; unseen characters go, and so do
    signs and spaces put between Chinese characters (加*微*信).
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold().translate(_table())
    return _BETWEEN.sub("", plain)


def language_of(text: str) -> str:
    """Chinese ("zh") where a fifth of the letters are, "en" for other letters, "" where there are none."""
    letters = len(_LETTERS.findall(text[:LONGEST]))
    if not letters:
        return ""
    return "zh" if len(_HAN.findall(text[:LONGEST])) >= letters / 5 else "en"


@cache
def _table() -> dict[int, int | None]:
    """Code point → code point; None removes it."""
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    table: dict[int, int | None] = dict.fromkeys(_UNSEEN)
    for code in range(*_CHINESE):
        if len(simple := simplify(chr(code))) == 1 and ord(simple) != code:
            table[code] = ord(simple)
    table.update({ord("0") + digit: ord("0") for digit in range(10)})
    table[0] = ord(" ")  # NUL parts the texts of a batch
    return table
