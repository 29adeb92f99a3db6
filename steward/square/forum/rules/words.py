"""The words of a cooked post, without markup: for the index and for snippets."""

import html
import re

_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(r"<(?:br|/p|/li|/div|/tr|/td|/th|/h[1-6]|/pre|/blockquote|/aside|/summary)\b[^<>]*>")


def words_of(cooked: str) -> str:
    """Plain text of safe HTML: blocks end their lines."""
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n", cooked))).strip()
