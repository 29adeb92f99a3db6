"""What a member wrote in an answer by mail: without what it quotes and without signatures.

The forms are those of Gmail, Apple Mail, Outlook, QQ邮箱, 网易邮箱 and Foxmail, in Chinese and English.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

_DATE = r"(?=.*\d)"
#: One line that says that all below it is the mail answered: "-----Original Message-----", "---- 回复的原邮件 ----".
_BAR = re.compile(
    r"^[>\s]*-{2,}\s*(original message|original|原始邮件|原邮件|回复的原邮件|回复的原始邮件|replied message|"
    r"forwarded message|转发邮件|转发的邮件|转发的原邮件)\s*-{2,}\s*$",
    re.IGNORECASE,
)
#: "On Wed, 6 May 2026 at 12:00, Zhang <z@example.org> wrote:", over up to three lines.
_WROTE = re.compile(rf"^[>\s]*On\b{_DATE}.*\bwrote\s*[:：]\s*$", re.IGNORECASE | re.DOTALL)
#: "在 2026年5月6日，张三 写道：", "张三 <z@example.org> 于2026年5月6日周三 12:00写道：".
_WROTE_ZH = re.compile(rf"^[>\s]*{_DATE}.*写[道到]\s*[:：]\s*$", re.DOTALL)
_BEGINS_ZH = re.compile(r"^[>\s]*(在|于|\d{4}\s*年|\d{4}[-/]\d|.{0,80}[<＜\[].*@|.{0,80}\s于\s*\d)")
#: The first line of a block of headers, and the lines one of which must follow it.
_FROM = re.compile(r"^[>\s*]*(from|发件人|寄件者|寄件人)\s*[*]?\s*[:：]", re.IGNORECASE)
_HEADER = re.compile(
    r"^[>\s*]*(sent|date|to|subject|cc|发送时间|发送日期|收件人|日期|时间|主题|抄送|寄件日期|收件者)\s*[*]?\s*[:：]",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{10,}\s*$")
#: Lines that programs and telephones add below what was written.
_SENT_FROM = re.compile(
    r"^\s*(sent (from|via) .{1,60}|get outlook for \w+.*|获取 ?outlook.*|发自.{1,40}|发送自.{1,40}|"
    r"来自.{0,20}(手机|iphone|ipad|邮箱).{0,20}|"
    r"从(我的)?.{1,20}发送|签名由.{1,40}定制|yahoo mail: .*)\s*$",
    re.IGNORECASE,
)
_MASTER_CARD = re.compile(r"^\s*\|\s*(\|\s*)?$")
_DASHES = re.compile(r"^--\s*$")
#: A signature below "--" is no longer than this many lines; otherwise "--" was a line of the text.
_MOST_SIGNATURE = 12


def own_words(text: str) -> str:
    """The text without quotes and signature; "" when nothing of one's own is left."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\ufeff", "").split("\n")
    lines = lines[: _end(lines)]
    lines = [line for line in lines if not line.lstrip().startswith((">", "＞"))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in _unsigned(lines))).strip()


def _end(lines: Sequence[str]) -> int:
    """The number of the first line that belongs to the mail answered."""
    return next((at for at in range(len(lines)) if _begins_quote(lines, at)), len(lines))


def _begins_quote(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if not line.strip():
        return False
    if _BAR.match(line) or (_RULE.match(line) and _is_headers(lines, _next(lines, at))):
        return True
    if _is_headers(lines, at):
        return True
    return _is_attribution(lines, at)


def _is_attribution(lines: Sequence[str], at: int) -> bool:
    """Whether one to three lines from here say who wrote what follows, and when."""
    first = lines[at].lstrip("> \t")
    english, chinese = first.lower().startswith("on "), bool(_BEGINS_ZH.match(lines[at]))
    if not english and not chinese:
        return False
    for length in (1, 2, 3):
        whole = " ".join(lines[at : at + length])
        if len(whole) > 400:
            return False
        if (english and _WROTE.match(whole)) or (chinese and _WROTE_ZH.match(whole)):
            return True
    return False


def _is_headers(lines: Sequence[str], at: int) -> bool:
    """Whether a block "From: … Sent: … To: …" begins here."""
    if at >= len(lines) or not _FROM.match(lines[at]):
        return False
    return sum(bool(_HEADER.match(line)) for line in lines[at + 1 : at + 7]) >= 2


def _next(lines: Sequence[str], at: int) -> int:
    """The number of the next line with words."""
    return next((n for n in range(at + 1, len(lines)) if lines[n].strip()), len(lines))


def _unsigned(lines: list[str]) -> list[str]:
    """The lines without what stands below "-- " and what telephones add."""
    for at, line in enumerate(lines):
        if _DASHES.match(line) and len(lines) - at - 1 <= _MOST_SIGNATURE:
            lines = lines[:at]
            break
    while lines and (not lines[-1].strip() or _SENT_FROM.match(lines[-1])):
        signed = lines.pop()
        if "网易邮箱大师" in signed:
            lines = _without_card(lines)
    return lines


def _without_card(lines: list[str]) -> list[str]:
    """The lines without the card with name and address that 网易邮箱大师 draws of bars above its signature."""
    first = max(0, len(lines) - _MOST_SIGNATURE)
    start = next((at for at in range(first, len(lines)) if _MASTER_CARD.match(lines[at])), len(lines))
    return lines[:start]


_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "pre",
    "table",
    "hr",
    "section",
}
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "base", "area", "source", "embed", "param", "track"}
_UNSEEN = {"script", "style", "head", "title", "template", "svg", "noscript"}
#: Elements that hold the mail answered, by class or id.
_QUOTES = {
    "gmail_quote", "gmail_attr", "gmail_extra", "moz-cite-prefix", "ntes-mailmaster-quote", "isreplycontent",
    "includetail", "yahoo_quoted", "protonmail_quote", "mail_quote", "qmquote", "gmail_signature", "moz-signature",
    "foxmail_quote", "cm_quote_msg", "tutanota_quote",
}  # fmt: skip
#: Marks after which everything is the mail answered.
_STOPS = {"divrplyfwdmsg", "appendonsend", "stopspelling", "originalcontent"}


class _Words(HTMLParser):
    """Collects the words of a document that are not quoted, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[tuple[str, bool]] = []  # element, whether it hides what is in it
        self.stopped = False

    @property
    def hidden(self) -> bool:
        """Whether what comes now is quoted or never shown."""
        return self.stopped or any(hides for _tag, hides in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note quotes and blocks."""
        names = {word.lower() for key, value in attrs if key in {"class", "id"} for word in (value or "").split()}
        if names & _STOPS:
            self.stopped = True
        if tag in _BLOCKS and not self.hidden:
            self.parts.append("\n- " if tag == "li" else "\n")
        if tag not in _VOID:
            hides = tag in _UNSEEN or tag == "blockquote" or bool(names & _QUOTES)
            self.open.append((tag, hides))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those inside it that were never closed."""
        at = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0] == tag), None)
        if at is not None:
            del self.open[at:]
        if tag in _BLOCKS and not self.hidden:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def words_of_html(html: str) -> str:
    """The words of an HTML mail as plain text, quotes left out."""
    reader = _Words()
    reader.feed(html[:2_000_000])
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def unflowed(text: str) -> str:
    """Text of `format=flowed` with its soft line breaks taken out (RFC 3676)."""
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        soft = before.endswith(" ") and before != "-- " and not before.startswith(">")
        if soft and line.strip() and not line.startswith((">", " ")):
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)
