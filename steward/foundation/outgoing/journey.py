"""Asking other servers: a GET that follows redirects, a POST that does not."""

import time
from collections.abc import Mapping
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from steward import __version__
from steward.foundation.outgoing.errors import Unreachable
from steward.foundation.outgoing.guard import Resolver, check, resolve
from steward.foundation.outgoing.records import Answer
from steward.foundation.outgoing.wire import Limits, ask

REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
#: Enough of what a receiver answers to see what went wrong.
_REPLY = 16_384


def fetch(
    url: str,
    *,
    max_bytes: int = 1_000_000,
    timeout: float = 10,
    accept: str = "*/*",
    headers: Mapping[str, str] | None = None,
    cut: bool = False,
    resolver: Resolver = resolve,
) -> Answer:
    """GET an address, following at most five redirects, each checked like the first.

    `timeout` (seconds) is for all of it together. A body of more than `max_bytes` (decompressed) is `Unreachable`, or
    with `cut` only its beginning is read. `headers` are not shown to another origin. Neither proxies of the environment
    nor cookies are used. Raises `Refused` and `Unreachable`.
    """
    limits = Limits(max_bytes, time.monotonic() + timeout, cut)
    own = {"Accept": accept, "Accept-Encoding": "gzip, deflate", "User-Agent": agent()}
    target = check(url, resolver, limits.left)
    start = target.origin
    for _hop in range(REDIRECTS + 1):
        asked = own | dict(headers or {}) if target.origin == start else own
        answer = ask(target, "GET", asked, None, limits)
        if answer.status not in _MOVED or "location" not in answer.headers:
            return answer
        target = check(urljoin(target.url, answer.headers["location"]), resolver, limits.left)
    raise Unreachable(_("The address leads from one redirect to the next without end."))


def send(
    url: str, *, body: bytes, headers: Mapping[str, str], timeout: float = 10, resolver: Resolver = resolve
) -> Answer:
    """POST a body. A redirect is not followed but answered as it is; of the answer the first 16 kB are read.

    Raises `Refused` and `Unreachable`.
    """
    limits = Limits(_REPLY, time.monotonic() + timeout, cut=True)
    target = check(url, resolver, limits.left)
    return ask(target, "POST", {"User-Agent": agent(), "Accept-Encoding": "identity", **headers}, body, limits)


def examine(url: str, *, timeout: float = 5, resolver: Resolver = resolve) -> None:
    """Say at once, where somebody types an address, whether Steward would go there. Raises `Refused`, `Unreachable`."""
    check(url, resolver, timeout)


def agent() -> str:
    """How Steward introduces itself to other servers."""
    return f"Steward/{__version__} (+{settings.BASE_URL})"
