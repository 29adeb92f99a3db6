"""Ids made of names, for exports that give nothing better."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^\w]+")


def name_id(name: str) -> str:
    """The id of a person known by display name only: same name, same person (the most that can be said)."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()[:500]


def slug(text: str) -> str:
    """A short key for a source: lower case, words joined by hyphens, other scripts kept."""
    return _NOT_SLUG.sub("-", unicodedata.normalize("NFKC", text).casefold()).strip("-")[:60] or "unnamed"
