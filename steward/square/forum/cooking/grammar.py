"""The reader of our Markdown, put together once."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from steward.foundation.kernel.markdown import reader
from steward.square.forum.cooking import blocks, inline, trees
from steward.square.forum.cooking.drawing import Drawing
from steward.square.forum.cooking.links import Links
from steward.square.forum.cooking.records import Findings

_BREAKS_IN: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}


@cache
def _reader() -> MarkdownIt:
    made = reader(maxNesting=blocks.DEEPEST + 1, xhtmlOut=False)
    made.renderer = Drawing(made)
    made.linkify = Links()
    rules = made.block.ruler
    made.block = blocks.Blocks()
    made.block.ruler = rules
    rules.at("table", blocks.table, {"alt": ["paragraph", "reference"]})
    rules.before("fence", "quote", blocks.quote, _BREAKS_IN)
    rules.before("fence", "spoiler", blocks.spoiler, _BREAKS_IN)
    made.inline.add_terminator_char("|")
    made.inline.ruler.before("link", "mention", inline.mention)
    made.inline.ruler.before("link", "emoji", inline.emoji)
    made.inline.ruler.before("link", "hidden", inline.spoiler)
    for name, rule in (
        ("tasks", trees.tasks), ("sources", trees.sources), ("alone", trees.lone_links), ("gather", trees.gather),
    ):  # fmt: skip
        made.core.ruler.push(name, rule)
    return made


def parse(source: str, found: Findings) -> list[Token]:
    """The tokens of the text; what was found on the way is in `found`. Raises `blocks.TooDeep`."""
    return _reader().parse(source, {"findings": found})


def draw(tokens: list[Token], found: Findings) -> str:
    """HTML of the tokens, before the last gate."""
    made = _reader()
    return str(made.renderer.render(tokens, made.options, {"findings": found}))
