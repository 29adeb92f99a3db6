"""Finding bare links in a text without spaces: `见https://a.example/x，很好` ends before the comma."""

import re
from typing import Any

from linkify_it import LinkifyIt

_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\uffef\u2018-\u201d\u2026]")
_HOST = re.compile(r"\w+://[^\x00-\x7f]+")  # a host in its own script: https://中文.example/


class Links(LinkifyIt):  # type: ignore[misc]  # the library has no types
    """Links with a scheme only (`config.py` is no address), cut at the first East Asian character behind the host."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_email": False, "fuzzy_link": False})

    def match(self, text: str) -> list[Any] | None:
        """Every link of the text, or None."""
        return [_cut(hit) for hit in super().match(text) or []] or None

    def match_at_start(self, text: str) -> Any:
        """The link the text begins with, or None."""
        hit = super().match_at_start(text)
        return _cut(hit) if hit else None


def _cut(hit: Any) -> Any:
    host = _HOST.match(hit.text)
    foreign = _EAST_ASIAN.search(hit.text, host.end() if host else 0)
    if foreign:
        hit.last_index -= len(hit.text) - foreign.start()
        hit.text = hit.raw = hit.text[: foreign.start()]
        hit.url = hit.url[: _EAST_ASIAN.search(hit.url, host.end() if host else 0).start()]  # type: ignore[union-attr]
    return hit
