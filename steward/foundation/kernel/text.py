"""Text in two languages: folding and cutting."""

import re
import unicodedata
from collections.abc import Iterable

_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """NFKC, case-folded, white space collapsed: what two spellings must share to be the same word."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def cut(text: str, length: int) -> str:
    """The text, at most `length` characters, an ellipsis where something was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def row_ids(texts: Iterable[str]) -> list[int]:
    """The texts that are numbers of rows, as a form sends them; what no database could hold is left out."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < _DIGITS]


#: Every number of fewer digits fits into 64 bits.
_DIGITS = 19
