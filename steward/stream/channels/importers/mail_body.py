"""What a mail says: its first plain-text part, else its HTML as text. Attachments are noted, never read."""

import binascii
import email.message
import email.utils
import quopri
import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

from steward.stream.activity.enums import Form
from steward.stream.channels.importers import mail_headers
from steward.stream.channels.importers.mail_headers import Headers

_DEPTH = 20
_BLOCKS = frozenset(["p", "div", "br", "li", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "pre", "ul", "ol"])
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")


class Body(NamedTuple):
    """The text of a mail, and `Form.FILE` when there is nothing but attachments."""

    text: str
    form: str


def read(headers: Headers, raw: bytes, fallback: str) -> Body:
    """The text of a mail from its headers and the bytes after them.

    `fallback` is the encoding of parts that name none or a wrong one; "" guesses.
    """
    # mboxrd and its kin quote lines that begin with "From ".
    raw = raw.replace(b"\n>From ", b"\nFrom ") if b">From" in raw else raw
    if b"content-type" not in headers and b"content-transfer-encoding" not in headers:
        return Body(_tidy(mail_headers.decode(raw, fallback=fallback)), Form.TEXT.value)
    parts: dict[str, str] = {}
    _collect(headers, raw, fallback, parts, 0)
    for kind in ("plain", "html"):
        if parts.get(kind, "").strip():
            return Body(_tidy(parts[kind]), Form.TEXT.value)
    return Body("", Form.FILE.value if "attachment" in parts else Form.TEXT.value)


def _collect(headers: Headers, raw: bytes, fallback: str, parts: dict[str, str], depth: int) -> None:
    """Walk the MIME tree and keep the first part of each kind: `plain`, `html`, `attachment`."""
    kind, parameters = _content_type(headers)
    if kind.startswith("multipart/") and parameters.get("boundary") and depth < _DEPTH:
        for piece in _pieces(raw, parameters["boundary"]):
            inner, start = mail_headers.scan(piece)
            _collect(inner, piece[start:], fallback, parts, depth + 1)
    elif kind == "message/rfc822" and depth < _DEPTH and "plain" not in parts:
        inner, start = mail_headers.scan(raw)
        _collect(inner, raw[start:], fallback, parts, depth + 1)
    elif not kind.startswith(("text/", "multipart/")) or b"attachment" in headers.get(b"content-disposition", b""):
        parts.setdefault("attachment", "")
    elif kind == "text/html":
        if "html" not in parts and "plain" not in parts:
            parts["html"] = html_text(_decoded(headers, raw, parameters, fallback))
    elif "plain" not in parts:
        parts["plain"] = _decoded(headers, raw, parameters, fallback)


def _content_type(headers: Headers) -> tuple[str, dict[str, str]]:
    """The lower-case type and the parameters `charset` and `boundary`."""
    value = headers.get(b"content-type")
    if value is None:
        return "text/plain", {}
    return _parsed(mail_headers.decode(mail_headers.unfolded(value)).replace("\n", " ").replace("\r", " "))


@lru_cache(maxsize=1024)  # most mails of a list say the same, and parsing it is the dearest part of a mail
def _parsed(line: str) -> tuple[str, dict[str, str]]:
    kind, semicolon, _rest = line.partition(";")
    kind = kind.strip().lower()
    if "/" not in kind:
        return "text/plain", {}
    if not semicolon:
        return kind, {}
    # RFC 2231 continuations and quoting are the standard library's business.
    message = email.message.Message()
    message["content-type"] = line
    found = {name: message.get_param(name) for name in ("charset", "boundary")}
    plain = {name: email.utils.collapse_rfc2231_value(value) for name, value in found.items() if value}
    return kind, {name: value.strip() for name, value in plain.items()}


def _pieces(raw: bytes, boundary: str) -> list[bytes]:
    """The parts between the boundary lines; a missing last boundary (a cut mail) keeps what is there."""
    mark = b"--" + boundary.encode("utf-8", "replace")
    chunks = re.split(rb"(?:\A|\r?\n)" + re.escape(mark) + rb"(--)?[ \t]*(?:\r?\n|\Z)", raw)
    pieces: list[bytes] = []
    for closing, piece in zip(chunks[1::2], chunks[2::2], strict=True):
        if closing:
            break
        pieces.append(piece)
    return pieces


def _decoded(headers: Headers, raw: bytes, parameters: dict[str, str], fallback: str) -> str:
    transfer = headers.get(b"content-transfer-encoding", b"").strip().lower()
    if transfer == b"base64":
        raw = _from_base64(raw)
    elif transfer == b"quoted-printable":
        raw = quopri.decodestring(raw)
    return mail_headers.decode(raw, parameters.get("charset", "").lower(), fallback)


def _from_base64(raw: bytes) -> bytes:
    """Decode what can be decoded of a part that may be cut off."""
    clean = bytes(byte for byte in raw if byte in _BASE64)
    try:
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return binascii.a2b_base64(clean[: len(clean) // 4 * 4])


_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")


def _tidy(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return (text.replace("\0", "") if "\0" in text else text).strip("\n")


class _Text(HTMLParser):
    """Collects the visible text of a page; markup is never rendered, so nothing can escape from it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("script", "style", "head", "title"):
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "head", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(" ".join(data.split("\n")))


def html_text(markup: str) -> str:
    """The words of an HTML page, one block per line."""
    parser = _Text()
    try:
        parser.feed(markup)
        parser.close()
    except (AssertionError, ValueError):
        # html.parser gives up on a few malformed declarations; what came before them is kept.
        pass
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
