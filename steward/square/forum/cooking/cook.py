"""The one way from words to a page."""

import re
from html import escape

from steward.foundation.kernel.text import cut
from steward.square.forum.cooking import blocks, grammar, lookup
from steward.square.forum.cooking.inline import names_in
from steward.square.forum.cooking.language import language_of
from steward.square.forum.cooking.records import Cooked, Findings
from steward.square.forum.cooking.safety import clean
from steward.square.forum.cooking.videos import video_of

#: Raised whenever the same words come out differently: older posts are cooked again by a job.
COOK_VERSION = 1
#: Characters that are read as Markdown; a longer text is shown as it is. Writing refuses it before (LONGEST).
LONGEST = 32_000
_EXCERPT = 240
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000\ue001]")
_SPACE = re.compile(r"\s+")


def cook(source: str, *, base: int | None = None, before: str = "") -> Cooked:
    """What a post looks like, and what is in it. Never raises; at most one second and three queries for any text.

    `base` is the topic the post stands in: of two accounts with one nickname the one who writes there is meant.
    `before` is what it was cooked to earlier: who is linked there is meant still, though called otherwise by now.
    """
    source = _CONTROL.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    if len(source) > LONGEST:
        return _plain(source)
    found = Findings(people=lookup.people(names_in(source), base, before))
    try:
        tokens = grammar.parse(source, found)
    except (blocks.TooDeep, RecursionError):
        return _plain(source)
    found.shown, found.previews = lookup.pictures(found.pictures), lookup.previews(found.alone)
    words = _SPACE.sub(" ", "".join(found.words)).strip()
    return Cooked(
        html=clean(grammar.draw(tokens, found)).strip(),
        excerpt=cut(words, _EXCERPT),
        mentions=found.mentions,
        quotes=found.quotes,
        links=found.links,
        pictures=found.pictures,
        language=language_of(words),
        previews=[address for address in found.alone if not video_of(address)],
    )


def _plain(source: str) -> Cooked:
    """Paragraphs and line breaks, nothing more; safe because everything is escaped (cleaning would change nothing)."""
    text = escape(source.strip("\n"), quote=False).replace("\xa0", "&nbsp;")
    parts = [part.replace("\n", "<br>\n") for part in re.split(r"\n{2,}", text)]
    words = _SPACE.sub(" ", source[: _EXCERPT * 4]).strip()
    return Cooked("\n".join(f"<p>{part}</p>" for part in parts), cut(words, _EXCERPT), language=language_of(words))
