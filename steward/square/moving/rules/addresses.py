"""Old addresses: what a forum elsewhere called a topic or a post, in one spelling."""

import re
from urllib.parse import unquote, urlsplit

#: Discourse: /t/<slug>/<topic>/<post>; the slug may be missing or another one, and is never only digits.
_DISCOURSE = re.compile(r"/t/(?:[^/]*[^/\d][^/]*/)?(\d{1,15})(?:/(\d{1,9}))?")
#: Stack Exchange: /questions/<id>/<slug>/…, /q/<id>/<who>, /a/<id>/<who>.
_QUESTION = re.compile(r"/(?:questions|q)/(\d{1,15})(?:/.*)?")
_ANSWER = re.compile(r"/a/(\d{1,15})(?:/\d+)?")
_NUMBERED = re.compile(r"/t/(?:[^/]*[^/\d][^/]*/)?\d{1,15}/(\d{1,9})/?$")
LONGEST = 400


def known_as(path: str) -> str:
    """The spelling under which a path is kept and looked up; "" for one that says nothing."""
    path = unquote(path).rstrip("/")
    if found := _DISCOURSE.fullmatch(path):
        return f"/t/{found[1]}/{found[2]}" if found[2] and found[2] != "1" else f"/t/{found[1]}"
    if found := _QUESTION.fullmatch(path):
        return f"/questions/{found[1]}"
    if found := _ANSWER.fullmatch(path):
        return f"/a/{found[1]}"
    return path if 1 < len(path) <= LONGEST else ""


def spots(url: str) -> tuple[str, str]:
    """Host (lower case, without port) and kept path of a whole address; ("", "") when it has none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "", ""
    path = known_as(parts.path + (f"?{parts.query}" if parts.query else ""))
    return (host, path) if host and path else ("", "")


def number_in(url: str) -> int:
    """The number of a post in its topic as its address tells it (Discourse), else 0."""
    found = _NUMBERED.search(url)
    return int(found[1]) if found else 0
