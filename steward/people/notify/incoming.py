"""Reading a mail that came in (RFC 5322 bytes): who wrote it to which of our addresses, and what."""

import email
import email.policy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from steward.people.notify.addresses import read_reply_address
from steward.people.notify.cutting import own_words, unflowed, words_of_html

_RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc", "Resent-To")
_ROBOTS = {"bulk", "junk", "list", "auto_reply"}
_AWAY = (
    "automatic reply", "auto reply", "autoreply", "out of office", "自动回复", "自动答复", "undelivered mail",
    "delivery status notification", "mail delivery failed", "退信",
)  # fmt: skip
#: Smaller pictures are emblems of signatures.
LEAST_PICTURE = 4 * 1024
MOST_PICTURES = 10


@dataclass(frozen=True, slots=True)
class Incoming:
    """What we take from a mail. `account` and `content` come from our address, 0 when none of ours is in it."""

    account: int
    content: int
    sender: str  # an address in lower case
    fingerprint: str  # of the Message-ID and the account: the same mail again has the same
    is_automatic: bool
    text: str
    pictures: tuple[tuple[str, bytes], ...]  # (name, bytes)


def read_mail(raw: bytes) -> Incoming:
    """Read the bytes; whatever is broken in them is read as well as it can be."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    account, content = _ours(message)
    key = _header(message, "Message-ID").strip() or hashlib.sha256(raw).hexdigest()
    return Incoming(
        account=account,
        content=content,
        sender=parseaddr(_header(message, "From"))[1].lower(),
        fingerprint=hashlib.sha256(f"{account}\n{key}".encode()).hexdigest(),
        is_automatic=_is_automatic(message),
        text=_text(message),
        pictures=tuple(_pictures(message))[:MOST_PICTURES],
    )


def _header(message: EmailMessage, name: str) -> str:
    """The header as text; "" when it is missing or cannot be parsed."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # what email.policy.default raises on broken headers
        return ""


def _ours(message: EmailMessage) -> tuple[int, int]:
    values = []
    for name in _RECIPIENTS:
        try:
            values += [str(value) for value in message.get_all(name, [])]
        except (ValueError, IndexError, AttributeError, TypeError):
            continue
    for _name, address in getaddresses(values):
        if found := read_reply_address(address):
            return found
    return 0, 0


def _is_automatic(message: EmailMessage) -> bool:
    """Whether a machine wrote it: out-of-office notes, bounces, lists (RFC 3834)."""
    submitted = _header(message, "Auto-Submitted").split(";")[0].strip().lower()
    if submitted not in {"", "no"} or message.get_content_type() == "multipart/report":
        return True
    if any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Failed-Recipients")):
        return True
    if _header(message, "Precedence").strip().lower() in _ROBOTS or _header(message, "Return-Path").strip() == "<>":
        return True
    return _header(message, "Subject").strip().lower().startswith(_AWAY)


def _text(message: EmailMessage) -> str:
    plain = _content(message, "plain")
    if own := own_words(plain):
        return own
    return own_words(words_of_html(_content(message, "html")))


def _content(message: EmailMessage, kind: str) -> str:
    """The body of that kind as text, "" when there is none; unknown character sets are read as UTF-8 or GB 18030."""
    part = message.get_body((kind,))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    text = _decoded(payload, part.get_content_charset("utf-8").lower()) if isinstance(payload, bytes) else ""
    return unflowed(text) if part.get_param("format") == "flowed" else text


#: Mail programs say GB 2312 and mean what came after it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "us-ascii": "utf-8"}


def _decoded(payload: bytes, charset: str) -> str:
    for codec in (_WIDER.get(charset, charset), "utf-8"):
        try:
            return payload.decode(codec)
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode("gb18030", "replace")


def _pictures(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.walk():
        if part.get_content_maintype() != "image":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and len(payload) >= LEAST_PICTURE:
            yield part.get_filename() or "picture", payload
