"""What a web page says of itself in its head: title, description, name of the site, picture."""

import re
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from steward.foundation.kernel.text import cut

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
#: Names of GB 2312 in the wild mean its successor.
_NEWER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252"}


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, in a few words. `picture` is an absolute address or ""."""

    title: str
    description: str
    site: str
    picture: str


def read_page(body: bytes, content_type: str, url: str) -> WebPage:
    """The page behind `url`, which is where redirects ended. Never raises: what is not said is ""."""
    head = _Head()
    with suppress(AssertionError):  # the library's, on some broken declarations; what was read by then counts
        head.feed(_text(body, content_type))
    said = head.said
    title = said.get("og:title") or said.get("twitter:title") or " ".join("".join(head.title).split())
    description = said.get("og:description") or said.get("twitter:description") or said.get("description", "")
    picture = said.get("og:image:secure_url") or said.get("og:image") or said.get("twitter:image", "")
    return WebPage(
        title=_clean(title, 200),
        description=_clean(description, 300),
        site=_clean(said.get("og:site_name", ""), 100),
        picture=_absolute(url, picture),
    )


class _Head(HTMLParser):
    """Reads meta elements and the title until the body begins to speak."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.title: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a meta element says; the first of a name counts."""
        if tag == "title" and not self.title:
            self._in_title = True
        if tag == "meta":
            given = {name: value or "" for name, value in attrs}
            name = (given.get("property") or given.get("name") or "").strip().lower()
            if name and name not in self.said and given.get("content", "").strip():
                self.said[name] = given["content"].strip()

    def handle_endtag(self, tag: str) -> None:
        """Leave the title."""
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        """Words of the title."""
        if self._in_title:
            self.title.append(data[:1000])


def _text(body: bytes, content_type: str) -> str:
    found = _CHARSET.search(content_type.encode()) or _CHARSET.search(body[:4096])
    name = found[1].decode().lower() if found else "utf-8"
    try:
        return body.decode(_NEWER.get(name, name), errors="replace")
    except LookupError:
        return body.decode(errors="replace")


def _clean(text: str, length: int) -> str:
    return cut(" ".join(_INVISIBLE.sub(" ", text).split()), length)


def _absolute(url: str, address: str) -> str:
    try:
        whole = urljoin(url, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) and len(whole) <= 2000 else ""
