"""From a legal text as written to HTML that is safe to show."""

import nh3

from steward.foundation.kernel.markdown import reader

_TAGS = {
    "h2", "h3", "h4", "p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "hr", "br", "code",
    "s", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_MARKDOWN = reader()


def cook(markdown: str) -> str:
    """Markdown to clean HTML: no pictures, no scripts, links marked; the highest heading is of the second level."""
    tokens = _MARKDOWN.parse(markdown)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    shift = 2 - min((int(token.tag[1]) for token in headings), default=2)
    for token in headings:
        token.tag = f"h{min(4, int(token.tag[1]) + shift)}"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, link_rel="nofollow noopener")
