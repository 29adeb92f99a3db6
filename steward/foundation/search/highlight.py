"""Showing where the words of a query stand."""

import html
import re

from django.utils.safestring import SafeString, mark_safe

from steward.foundation.search.tokens import fold

_WORDS = re.compile(r'["“”]([^"“”]+)["“”]|([^\s"“”]+)')


def snippet(text: str, query: str, length: int = 160) -> SafeString:
    """At most `length` characters around the first hit, hits in `<mark>`, everything escaped."""
    words = [fold(quoted or word) for quoted, word in _WORDS.findall(query)]
    pattern = re.compile(
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)", re.IGNORECASE
    )
    text = " ".join(text.split())
    first = pattern.search(text)
    start = max(0, first.start() - length // 3) if first else 0
    part = text[start : start + length]
    pieces, at = [], 0
    for hit in pattern.finditer(part):
        pieces += [html.escape(part[at : hit.start()]), f"<mark>{html.escape(hit.group())}</mark>"]
        at = hit.end()
    pieces.append(html.escape(part[at:]))
    joined = "".join(pieces)
    return mark_safe(("…" if start else "") + joined + ("…" if start + length < len(text) else ""))  # noqa: S308 — escaped above
