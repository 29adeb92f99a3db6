"""From the markup of a source to the square's Markdown."""

import html
import re
from collections.abc import Callable

from steward.square.moving.converting.context import Context
from steward.square.moving.converting.escaping import escaped, fenced, guarded, link
from steward.square.moving.converting.html import from_html
from steward.stream.activity.enums import Markup

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_LINK = re.compile(r"<([^<>|\s]+)(?:\|([^<>]*))?>")
_MARKS = (
    (re.compile(r"(?<![\w*])\\\*(?=\S)([^*\n]+?)(?<=[^\s\\])\\\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<!\w)\\_(?=\S)([^_\n]+?)(?<=[^\s\\])\\_(?!\w)"), r"*\1*"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), r"~~\1~~"),
)
_KEPT = re.compile("\ue000(\\d{1,6})\ue001")
_PATCH = re.compile(r"(?: {4}|\t)")


def convert(body: str, markup: str, context: Context) -> str:
    """Markdown that says what `body` says in `markup` (activity.enums.Markup)."""
    return _CONVERTERS.get(Markup(markup), _plain)(body.replace("\r\n", "\n").replace("\0", ""), context).strip()


def _markdown(body: str, _context: Context) -> str:
    return _COMMENT.sub("", body)


def _plain(body: str, _context: Context) -> str:
    """Lines stay lines, quoted ones quotations, indented ones after an empty line code."""
    lines: list[str] = []
    for line in body.strip("\n").split("\n"):
        depth, words = _quote_depth(line)
        code = _PATCH.match(words) and (not lines or not lines[-1].strip("> ") or _PATCH.match(lines[-1]))
        made = words.rstrip() if code else guarded(escaped(words))
        quotes = "> " * depth
        if not depth and lines and lines[-1].startswith(">") and made:
            lines.append("")  # the answer below a quotation is not a part of it
        lines.append(f"{quotes}{made}".rstrip())
    return "\n".join(lines)


def _quote_depth(line: str) -> tuple[int, str]:
    found = re.match(r"(?:>[ ]?){1,8}", line)
    return (found[0].count(">"), line[found.end() :]) if found else (0, line)


def _mrkdwn(body: str, context: Context) -> str:
    """Slack's own markup, https://api.slack.com/reference/surfaces/formatting."""
    kept: list[str] = []

    def keep(made: str) -> str:
        kept.append(made)
        return f"\ue000{len(kept) - 1}\ue001"

    def code(hit: re.Match[str]) -> str:
        words = html.unescape(hit[1] or hit[2])
        return keep(f"\n{fenced(words)}\n" if hit[1] else f"`{words}`")

    text = _CODE.sub(code, body.replace("\ue000", "").replace("\ue001", ""))
    text = _LINK.sub(lambda hit: keep(_slack_link(hit[1], hit[2] or "", context)), text)
    lines = [_slack_line(html.unescape(line)) for line in text.strip("\n").split("\n")]
    return _KEPT.sub(lambda hit: kept[int(hit[1])] if int(hit[1]) < len(kept) else "", "\n".join(lines))


def _slack_line(line: str) -> str:
    quoted = line.startswith(">")
    text = escaped(line.lstrip("> ") if quoted else line)
    for pattern, made in _MARKS:
        text = pattern.sub(made, text)
    return f"> {text}" if quoted else guarded(text)


def _slack_link(target: str, label: str, context: Context) -> str:
    target, label = html.unescape(target), html.unescape(label)
    if target.startswith("@"):
        return f"@{label.removeprefix('@') or context.names.get(target[1:], target[1:])}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return f"@{(label or target[1:].split('^')[0]).removeprefix('@')}"
    return link(escaped(label), target)


_CONVERTERS: dict[Markup, Callable[[str, Context], str]] = {
    Markup.HTML: from_html,
    Markup.MARKDOWN: _markdown,
    Markup.MRKDWN: _mrkdwn,
    Markup.PLAIN: _plain,
}
