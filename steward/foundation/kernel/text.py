"""Text in two languages: folding and cutting."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """NFKC, case-folded, white space collapsed: what two spellings must share to be the same word."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def cut(text: str, length: int) -> str:
    """The text, at most `length` characters, an ellipsis where something was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
