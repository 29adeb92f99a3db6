"""Who wrote a mail: the address behind the many ways in which archives write and hide it."""

import re
from typing import NamedTuple

from steward.stream.channels.importers import mail_headers

_HOST = r"[\w.\[\]-]+"
#: "a@b.org", "a at b.org", "a (at) b.org", "a [at] b.org"
_ADDRESS = re.compile(rf"([^\s<>()\[\],;:\"@]+)\s*(?:@|\s[\(\[]?at[\)\]]?\s|[\(\[]at[\)\]])\s*({_HOST})", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<([^<>]*)>\s*$")
_COMMENT = re.compile(r"\((.*)\)\s*$", re.DOTALL)
_QUOTED = re.compile(r'\\(["\\])')


class Author(NamedTuple):
    """`address` is lower-cased and empty when it cannot be known; `key` is then what was written, a name of its own."""

    key: str
    address: str
    name: str


def author(value: bytes, fallback: str = "") -> Author:
    """Read a `From` header: `Name <a@b>`, `a@b (Name)`, `a at b.org (Name)`, or only one of the two.

    Addresses that the archive destroyed (`m@||@r @end|ng |rom gm@||@com`) give a key that is stable but no address.
    """
    raw = mail_headers.decode(mail_headers.unfolded(value), fallback=fallback)
    bracketed = _IN_BRACKETS.search(raw)
    if bracketed:
        where, name = bracketed[1], raw[: bracketed.start()]
    else:
        comment = _COMMENT.search(raw)
        where, name = (raw[: comment.start()], comment[1]) if comment else (raw, "")
    found = _ADDRESS.fullmatch(where.strip()) or (_ADDRESS.search(where) if not _is_destroyed(where) else None)
    shown = _clean(mail_headers.decode_words(name) if "=?" in name else name)
    if found is None:
        key = " ".join(where.split()).lower()
        return Author((key or shown.lower())[:200], "", (shown or " ".join(where.split()))[:200])
    address = f"{found[1]}@{found[2].strip('.')}".lower()
    return Author(address[:254], address[:254], (shown if shown.lower() != address else "")[:200])


def _is_destroyed(where: str) -> bool:
    """R's lists since 2020 write `@end|ng |rom` for "sending from"; every letter of a, s, l, i, f is lost."""
    return "@end|ng" in where or "|" in where


def _clean(name: str) -> str:
    name = " ".join(name.split())
    while len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1].strip()
    return _QUOTED.sub(r"\1", name)
