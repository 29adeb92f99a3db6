"""Visitors' pages from memory, before anything else is done.

For an address without a session the first thing done is one query: the stamp of the page. Only when the page in memory
was made after exactly that stamp is it given; otherwise the request goes its usual way and the answer is kept under
the stamp that was read before it. No cookie is read but language and theme, none is set, nobody is recognised.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from steward.foundation.kernel import clock
from steward.foundation.ui.context import THEME_COOKIE, THEMES
from steward.people.access.public import NOBODY
from steward.square.forum.actions.mark_read import see_topic
from steward.square.forum.pages import WHOLE
from steward.square.forum.queries.stamps import Stamp, stamp_of

#: The addresses whose pages are kept; the number is that of a topic.
_KEPT = re.compile(r"/(?:|latest/|tags/|c/[^/]{1,80}/|tag/[^/]{1,80}/|t/(\d{1,18})/[^/]{1,120}/)\Z")
#: Queries of those addresses; others are answered and not kept, so that nobody can fill the memory with them.
_QUERY = re.compile(r"(?:(?:page|tab|kind|order)=[a-z0-9]{1,12}(?:&(?!\Z)|\Z)){0,4}\Z")
#: Who has one of these is not "everybody".
_PERSONAL = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
_LANGUAGES = frozenset(dict(settings.LANGUAGES))
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Page:
    """A page in memory: compressed, with its headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str


class VisitorPages:
    """Answers visitors from memory where that is exact. It stands before every other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """From memory, or the usual way."""
        path = _KEPT.match(request.path_info) if request.method == "GET" else None
        if path is None or not _is_for_everyone(request):
            return self._get_response(request)
        topic_id = int(path[1]) if path[1] else None
        key, stamp = _key(request), stamp_of(topic_id)
        page: Page | None = WHOLE.get(key, stamp, clock.now())
        if page is None:
            return self._kept(request, key, stamp)
        if topic_id is not None:
            see_topic(actor=NOBODY, topic_id=topic_id, number=0)
        return _answer(request, page)

    def _kept(self, request: HttpRequest, key: tuple[object, ...], stamp: Stamp) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code != 200 or not getattr(response, "for_everyone", False) or response.cookies:
            return response
        page = _page_of(response)
        size = len(page.body) + sum(len(name) + len(value) for name, value in page.headers) + 500
        WHOLE.put(key, stamp, page, size, getattr(response, "until", None))
        return _answer(request, page)


def _is_for_everyone(request: HttpRequest) -> bool:
    meta = request.META
    if "HTTP_HX_REQUEST" in meta or "HTTP_AUTHORIZATION" in meta or not _QUERY.match(meta.get("QUERY_STRING", "")):
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return "HTTP_COOKIE" not in meta or _PERSONAL.isdisjoint(request.COOKIES)


def _key(request: HttpRequest) -> tuple[object, ...]:
    cookies = request.COOKIES if "HTTP_COOKIE" in request.META else {}
    theme, language = cookies.get(THEME_COOKIE, ""), cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return (
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        # Everybody else gets the community's own (CommunityMiddleware), which hangs on the frame.
        language if language in _LANGUAGES else "",
        theme if theme in THEMES else "",
        request.is_secure(),
    )


def _page_of(response: HttpResponse) -> Page:
    body = gzip.compress(response.content, _LEVEL, mtime=0)
    tag = f'W/"{hashlib.blake2s(body, digest_size=12).hexdigest()}"'
    left_out = {"content-length", "etag", "vary"}
    headers = [(name, value) for name, value in response.items() if name.lower() not in left_out]
    vary = [*filter(None, (part.strip() for part in response.get("Vary", "").split(","))), "Accept-Encoding"]
    return Page(body, (*headers, ("Vary", ", ".join(dict.fromkeys(vary))), ("ETag", tag)), tag)


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    wanted = request.META.get("HTTP_IF_NONE_MATCH")
    response: HttpResponse
    if wanted is not None and page.tag in wanted:
        response = HttpResponseNotModified()
    elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(page.body)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.body))
    for name, value in page.headers:
        response.headers[name] = value
    if response.status_code == 200:
        response.headers["Content-Length"] = str(len(response.content))
    return response
