"""From what was written at a source to HTML that is safe to show.

Everything ends in one sanitiser with a short list of elements: nothing loads from elsewhere (pictures, frames and
players become links), nothing brings a style, a class, an id or a script, and links carry no reference to us.
"""

import html
import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urljoin

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt

from steward.foundation.kernel.markdown import reader
from steward.stream.activity.enums import Markup

#: Longer texts are cut before they are shown; the whole is at the source and in the export.
LONGEST = 40_000
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "dl", "dt", "em", "h4", "hr", "i", "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "s", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
REL = "nofollow noopener noreferrer"

_MEDIA = re.compile(r"<(img|iframe|video|audio|source|embed)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>", re.IGNORECASE)
_EMPTY_LINK = re.compile(r"<a [^>]*>\s*</a>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*(?:>|\Z)")
_BLOCK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h[1-6]|/pre|/blockquote)\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)

_SLACK_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_SLACK_LINK = re.compile(r"<([^<>|\s]+)(?:\|([^<>]*))?>")
_SLACK_MARKS = (
    (re.compile(r"(?<![A-Za-z0-9*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![A-Za-z0-9*])"), r"<b>\1</b>"),
    (re.compile(r"(?<![A-Za-z0-9_])_(?=\S)([^_\n]+?)(?<=\S)_(?![A-Za-z0-9_])"), r"<i>\1</i>"),
    (re.compile(r"(?<![A-Za-z0-9~])~(?=\S)([^~\n]+?)(?<=\S)~(?![A-Za-z0-9~])"), r"<s>\1</s>"),
)
_AROUND_CODE = re.compile(r"(?:<br>\s*)*(<pre>.*?</pre>)\s*(?:<br>\s*)*", re.DOTALL)
_KEPT = re.compile("\ue000(\\d{1,6})\ue001")


def cook(body: str, markup: str, *, base: str = "", names: Mapping[str, str] | None = None) -> SafeString:
    """Safe HTML of a body written in `markup` (enums.Markup).

    `base` is the address of the message at its source, which relative links are completed with (without it they are
    dropped); `names` maps account ids that the text may mention (`<@U024BE7LH>` of Slack) to people's names.
    """
    body = body[:LONGEST].replace("\x00", "")
    if markup == Markup.HTML:
        raw = body
    elif markup == Markup.MARKDOWN:
        raw = _markdown().render(_COMMENT.sub("", body))
    elif markup == Markup.MRKDWN:
        raw = _mrkdwn(body, names or {})
    else:
        raw = _plain(body)
    return mark_safe(_clean(raw, base))  # noqa: S308 — the sanitiser has just made it


def words_of(body: str, markup: str) -> str:
    """The words alone, without markup: for the index, previews and snippets."""
    if markup == Markup.HTML:
        return html.unescape(_TAG.sub("", _BLOCK.sub("\n", _COMMENT.sub("", _HIDDEN.sub("", body))))).strip()
    if markup == Markup.MRKDWN:
        return html.unescape(_SLACK_LINK.sub(lambda hit: hit[2] or ("" if hit[1][0] in "@#!" else hit[1]), body))
    if markup == Markup.MARKDOWN:
        return _COMMENT.sub("", body)
    return body


def mentions_of(body: str) -> set[str]:
    """Account ids a Slack text mentions without a name beside them."""
    return {hit[1][1:] for hit in _SLACK_LINK.finditer(body) if hit[1].startswith("@") and not hit[2]}


def _clean(raw: str, base: str) -> str:
    def kept(element: str, attribute: str, value: str) -> str | None:
        return _address(value, base) if (element, attribute) == ("a", "href") else value

    raw = _HEADING.sub(r"<\1h4>", _MEDIA.sub(lambda hit: _instead(hit[1].lower(), hit[2]), raw))
    cleaned = nh3.clean(
        raw,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"http", "https", "mailto"},
        link_rel=REL,
    )
    return _EMPTY_LINK.sub("", cleaned)


def _address(value: str, base: str) -> str | None:
    try:
        whole = urljoin(base, value.strip()) if base else value.strip()
    except ValueError:
        return None
    if whole.startswith("//"):
        whole = f"https:{whole}"
    return whole if whole.lower().startswith(("http://", "https://", "mailto:")) else None


def _instead(element: str, attributes: str) -> str:
    """A link in place of something that would load from elsewhere; an emoji picture becomes its text."""
    found = {name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(attributes)}
    alt = found.get("alt") or found.get("title") or ""
    if element == "img" and {"emoji", "avatar"} & set(found.get("class", "").split()):
        return "" if "avatar" in found["class"] else html.escape(alt)
    if not (source := found.get("src", "")):
        return html.escape(alt)
    kinds = {"img": _("picture"), "video": _("video"), "audio": _("sound"), "source": _("file")}
    label = f"[{kinds.get(element, _('embedded page'))}{': ' + alt[:80] if alt else ''}]"
    return f'<a href="{html.escape(source)}">{html.escape(label)}</a>'


@cache
def _markdown() -> MarkdownIt:
    return reader()


@cache
def _linkify() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_email": False, "fuzzy_link": False})


def _plain(body: str) -> str:
    """Paragraphs, line breaks, links; quoted lines (`> `) as quotations, long ones closed."""
    out: list[str] = []
    quoted: list[str] = []
    for line in body.strip("\n").splitlines():
        if line.startswith(">"):
            quoted.append(line.lstrip(">").removeprefix(" "))
            continue
        out += _quotation(quoted)
        out.append(_linked(line) + "<br>")
    return "".join([*out, *_quotation(quoted)]).removesuffix("<br>")


def _quotation(lines: list[str]) -> list[str]:
    if not lines:
        return []
    inner = "<blockquote>" + "<br>".join(_linked(line) for line in lines) + "</blockquote>"
    if len(lines) > 4:
        inner = f"<details><summary>{html.escape(_('Quoted text'))}</summary>{inner}</details>"
    lines.clear()
    return [inner]


def _linked(text: str) -> str:
    matches = (_linkify().match(text) if "://" in text else None) or []
    out, at = [], 0
    for hit in matches:
        out += [html.escape(text[at : hit.index]), f'<a href="{html.escape(hit.url)}">{html.escape(hit.text)}</a>']
        at = hit.last_index
    return "".join([*out, html.escape(text[at:])])


def _mrkdwn(body: str, names: Mapping[str, str]) -> str:
    """Slack's own markup, https://api.slack.com/reference/surfaces/formatting."""
    kept: list[str] = []

    def keep(made: str) -> str:
        kept.append(made)
        return f"\ue000{len(kept) - 1}\ue001"

    def code(hit: re.Match[str]) -> str:
        text = html.escape(html.unescape((hit[1] or hit[2]).strip("\n")))
        return keep(f"<pre><code>{text}</code></pre>" if hit[1] else f"<code>{text}</code>")

    text = _SLACK_CODE.sub(code, body.replace("\ue000", "").replace("\ue001", ""))
    text = _SLACK_LINK.sub(lambda hit: keep(_slack_link(hit[1], hit[2] or "", names)), text)
    lines = [_slack_line(html.unescape(line)) for line in text.strip("\n").split("\n")]
    joined = (
        "<br>".join(lines).replace("</blockquote><br>", "</blockquote>").replace("<br><blockquote>", "<blockquote>")
    )
    # A text may spell our own placeholders as entities; such a number stands for nothing.
    whole = _KEPT.sub(lambda hit: kept[int(hit[1])] if int(hit[1]) < len(kept) else "", joined)
    return _AROUND_CODE.sub(r"\1", whole)


def _slack_line(line: str) -> str:
    quoted = line.startswith(">")
    text = html.escape(line.lstrip(">").lstrip() if quoted else line)
    for pattern, made in _SLACK_MARKS:
        text = pattern.sub(made, text)
    return f"<blockquote>{text}</blockquote>" if quoted else text


def _slack_link(target: str, label: str, names: Mapping[str, str]) -> str:
    target, label = html.unescape(target), html.unescape(label)
    if target.startswith("@"):
        return f"<b>@{html.escape(label.removeprefix('@') or names.get(target[1:], target[1:]))}</b>"
    if target.startswith("#"):
        return f"<b>#{html.escape(label or target[1:])}</b>"
    if target.startswith("!"):
        return f"<b>@{html.escape((label or target[1:].split('^')[0]).removeprefix('@'))}</b>"
    shown = html.escape(label or target.removeprefix("mailto:"))
    return f'<a href="{html.escape(target)}">{shown}</a>'
