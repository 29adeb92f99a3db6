"""Header blocks of mails: a scan over bytes that agrees with the standard library's parser, and what headers mean."""

import binascii
import email.errors
import email.header
import re
from itertools import chain

from steward.stream.channels.importers import text

#: Names as RFC 5322 allows them; a line that does not look like this ends the header block.
_NAME_END = re.compile(rb"[!-9;-~]*:")
_FIELDS = re.compile(rb"^([!-9;-~]+):([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_FOLDED = re.compile(rb"\r?\n(?=[ \t])")
_MESSAGE_ID = re.compile(rb"<([^<>\s]+)>")
_WORD = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=")
_MOST_REFERENCES = 60
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
#: Encodings (by their beginning) in which ASCII bytes may mean something else: ISO-2022-…, UTF-7, UTF-16, HZ.
_NOT_ASCII = ("iso", "utf", "hz", "hz-")

Headers = dict[bytes, bytes]


def scan(mail: bytes) -> tuple[Headers, int]:
    """The headers of a mail by lower-case name (the first of each name, still folded), and where its body begins.

    A line that can be no header ends the block and already belongs to the body, as in `email.parser`.
    """
    end = mail.find(b"\n\n")
    crlf = mail.find(b"\n\r\n", 0, end if end >= 0 else len(mail))
    if crlf >= 0:
        end, body = crlf, crlf + 3
    elif end >= 0:
        body = end + 2
    else:
        end = body = len(mail)
    if mail[:1] in (b"\n", b"\r"):
        return {}, mail.find(b"\n") + 1
    block = mail[:end]
    fields = _FIELDS.findall(block)
    # Every byte belongs to a field: the usual case, in which no line needs to be looked at on its own.
    if sum(map(len, chain.from_iterable(fields))) + 2 * len(fields) - 1 == end:
        fields.reverse()
        return {name.lower(): value for name, value in fields}, body
    return _scan_lines(block, body)


def _scan_lines(block: bytes, body: int) -> tuple[Headers, int]:
    headers: Headers = {}
    name, position = b"", 0
    for line in block.split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            if name:
                headers[name] += b"\n" + line
        elif _NAME_END.match(line):
            name = line[: line.find(b":")].lower()
            if name and name not in headers:
                headers[name] = line[len(name) + 1 :]
            else:
                name = b""
        elif not line.startswith(b"From "):
            return headers, position
        position += len(line) + 1
    return headers, body


def unfolded(value: bytes) -> bytes:
    """A header value on one line, without the space around it."""
    return (_FOLDED.sub(b"", value) if b"\n" in value else value).strip()


def decode(raw: bytes, charset: str = "", fallback: str = "") -> str:
    """Bytes that claim to be in `charset`; when they are not, `fallback`, or what they look like. Never fails."""
    if raw.isascii() and charset[:3] not in _NOT_ASCII:
        return raw.decode("ascii").replace("\0", "")
    if charset in ("gb2312", "gbk"):
        charset = "gb18030"
    if charset and charset not in ("ascii", "us-ascii", "x-unknown", "unknown-8bit"):
        try:
            return raw.decode(charset).replace("\0", "")
        except (UnicodeError, LookupError, ValueError):
            pass
    return text.decode(raw, fallback)


def readable(value: bytes, fallback: str = "") -> str:
    """A header value as a person reads it: unfolded, RFC 2047 words decoded, no NUL."""
    found = decode(unfolded(value), fallback=fallback)
    return decode_words(found) if "=?" in found else found


def decode_words(found: str) -> str:
    """Text with its RFC 2047 words decoded; broken words stay as they are."""
    return _WORD.sub(_decode_word, _BETWEEN_WORDS.sub(r"\1", found))


def _decode_word(match: re.Match[str]) -> str:
    try:
        [(content, charset)] = email.header.decode_header(match[0])
    except (ValueError, binascii.Error, email.errors.HeaderParseError):
        return match[0]
    return content if isinstance(content, str) else decode(content, (charset or "").lower())


def message_ids(value: bytes) -> list[bytes]:
    """The ids a `References` or `In-Reply-To` header names, in order, without brackets."""
    return _MESSAGE_ID.findall(value)


def own_id(value: bytes) -> bytes:
    """The mail's own id without brackets, or what stands there when there are none; `b""` when empty."""
    found = _MESSAGE_ID.search(value)
    return found[1] if found else b"".join(value.split())[:500].strip(b"<>")


def references(headers: Headers) -> list[bytes]:
    """The ids a mail answers, the oldest ancestor first, its parent last, each once; at most 60."""
    found = message_ids(headers.get(b"references", b""))
    # An In-Reply-To may quote people ("message of … from <a@b>"); only its first id counts.
    parent = _MESSAGE_ID.search(headers.get(b"in-reply-to", b""))
    if parent and parent[1] not in found:
        found.append(parent[1])
    if len(found) > 1:
        found = list(dict.fromkeys(found))
    return found if len(found) <= _MOST_REFERENCES else [found[0], *found[1 - _MOST_REFERENCES :]]
