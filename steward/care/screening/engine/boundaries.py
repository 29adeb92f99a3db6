"""Where one Chinese word ends and the next begins, decided only around a hit.

Chinese is written without spaces, so a two-character entry also stands where the end of one ordinary word
meets the beginning of another: 口交 in 路口|交通, 后庭 in 然后|庭审. A segmenter over every message would cost more
than the whole screening, and would itself be led astray by what spammers write. So nothing is segmented: a hit is
looked at again, and it is dropped when a common word ends with its first character *and* another begins with its
last one.
"""

from functools import cache
from importlib.resources import files

_LONGEST = 4


@cache
def common_words() -> frozenset[str]:
    """Some thirty thousand ordinary words, simplified; the file names source and licence."""
    data = (files(__package__) / "lists" / "common_zh.txt").read_text(encoding="utf-8")
    lines = (line for line in data.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def ends_a_word(text: str, end: int) -> bool:
    """Whether a common word of `text` (plain form) ends just before `end`."""
    words = common_words()
    return any(text[end - size : end] in words for size in range(2, min(_LONGEST, end) + 1))


def begins_a_word(text: str, start: int) -> bool:
    """Whether a common word of `text` (plain form) begins at `start`."""
    words = common_words()
    return any(text[start : start + size] in words for size in range(2, _LONGEST + 1))


def straddles(text: str, start: int, end: int) -> bool:
    """Whether the hit lies across the border of two common words."""
    return ends_a_word(text, start + 1) and begins_a_word(text, end - 1)
