"""The last gate: whatever the drawing made, only this comes out."""

import re

import nh3
from pygments.token import STANDARD_TYPES

TAGS = {
    "a", "aside", "blockquote", "br", "cite", "code", "del", "details", "div", "em", "h3", "h4", "h5", "h6", "hr",
    "img", "li", "ol", "p", "pre", "s", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"tabindex"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "pre": {"tabindex", "data-language"},
    "span": {"tabindex"},
    "aside": {"data-video"},
}
_CLASSES = {
    "a": {"mention", "picture", "preview", "elsewhere"},
    "aside": {"video"},
    "blockquote": {"quote"},
    "details": {"spoiler"},
    "div": {"table-scroll"},
    "li": {"task"},
    "pre": {"code-block"},
    "span": {"mention", "spoiler", "preview-site", "preview-text", *filter(None, STANDARD_TYPES.values())},
    "td": {"to-center", "to-end"},
    "th": {"to-center", "to-end"},
}
_VALUES = {
    ("a", "href"): re.compile(r"(?:https?://|mailto:|/(?!/)|#).*", re.IGNORECASE | re.DOTALL),
    ("img", "src"): re.compile(r"/media/[\w./-]{1,120}"),
    ("img", "width"): re.compile(r"\d{1,5}"),
    ("img", "height"): re.compile(r"\d{1,5}"),
    ("img", "loading"): re.compile("lazy"),
    ("img", "decoding"): re.compile("async"),
    ("ol", "start"): re.compile(r"\d{1,9}"),
    ("pre", "data-language"): re.compile(r"[\w+#.-]{1,20}"),
    ("aside", "data-video"): re.compile(r"(?:bilibili|youtube|qq):[\w-]{1,20}(?::\d{1,4})?"),
}
_FOCUSABLE = re.compile("0")


def _kept(element: str, attribute: str, value: str) -> str | None:
    if attribute == "tabindex":
        return value if _FOCUSABLE.fullmatch(value) else None
    pattern = _VALUES.get((element, attribute))
    return value if pattern is None or pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_kept,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
)


def clean(html: str) -> str:
    """The HTML with nothing in it but what posts are made of; cleaning twice changes nothing."""
    return _CLEANER.clean(html)
