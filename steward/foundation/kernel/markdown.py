"""A reader of Markdown that knows Chinese: where emphasis may begin and end in a text without spaces."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

#: How often something may be opened in one paragraph before nobody can have meant it: reading it would take too long.
_MOST = {"[": 400, "://": 200, "`": 1_500, "<": 1_500}


class _Inline(StateInline):
    """CommonMark's emphasis knows words by the spaces between them; Chinese has none.

    `**重要：**请看` is bold here: East Asian characters and punctuation count as a border on either side (the
    "CJK-friendly" amendment, https://github.com/tats-u/markdown-cjk-friendly).
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001 — the library's name
        """Whether a run of `*` or `_` may open or close emphasis."""
        scanned = super().scanDelims(start, canSplitWord)
        if self.src[start] == "_" or (scanned.can_open and scanned.can_close):
            return scanned
        before = self.src[start - 1] if start else " "
        after = self.src[start + scanned.length] if start + scanned.length < self.posMax else " "
        if not (_east_asian(before) or _east_asian(after)):
            return scanned
        return Scanned(not after.isspace(), not before.isspace(), scanned.length)


class _InlineParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: object, tokens: list[Token]) -> list[Token]:
        """As the library does, with our reading of emphasis."""
        state = _Inline(src, md, env, tokens)  # type: ignore[arg-type]
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _east_asian(character: str) -> bool:
    return "\u2e80" <= character <= "\ufaff" or "\ufe30" <= character <= "\uffef" or character >= "\U00020000"


def _lines(state: StateCore) -> None:
    """The library's rule, but a paragraph that is nothing but openers stays text (a token "plain")."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        if all(token.content.count(sign) <= most for sign, most in _MOST.items()):
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            token.children.append(Token("plain", "", 0, content=token.content))


def _plain(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    return escapeHtml(tokens[place].content)


def reader(**options: Any) -> MarkdownIt:
    """CommonMark with tables, strikethrough, bare links and line breaks as written; no HTML. `options` override.

    Reading takes time in proportion to the text, whatever it is.
    """
    made = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, **options})
    made.inline = _InlineParser()
    made.core.ruler.at("inline", _lines)
    made.add_render_rule("plain", _plain)
    return made.enable(["linkify", "table", "strikethrough"])
