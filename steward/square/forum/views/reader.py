"""Who reads: the stamp first, then standpoint and categories; and how pages are answered."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from markupsafe import Markup

from steward.foundation.kernel import clock
from steward.foundation.ui.render import render, wants_fragment
from steward.people.access.public import viewer_in
from steward.square.forum.enums import Verb
from steward.square.forum.models import Category
from steward.square.forum.pages import TOKEN
from steward.square.forum.queries.places import Places, places
from steward.square.forum.queries.stamps import Stamp, stamp_of
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.views.reading_frame import Page, framed


@dataclass
class Reader:
    """One request's view of the square. The stamp was read before anything it stands for."""

    request: HttpRequest
    stamp: Stamp
    standpoint: Standpoint
    places: Places
    now: datetime
    #: When what is shown stops being right by itself (a pin that ends), if it does.
    until: datetime | None = None

    @classmethod
    def of(cls, request: HttpRequest, topic_id: int | None = None) -> "Reader":
        """The reader of a page about a topic, or of a list."""
        stamp = stamp_of(topic_id)
        who = standpoint(viewer_in(request), stamp.frame)
        request._standpoint = who  # type: ignore[attr-defined]  # noqa: SLF001 — what standpoint_in keeps there
        return cls(request, stamp, who, places(stamp.frame), clock.now())

    @cached_property
    def open_to(self) -> frozenset[int]:
        """Ids of the categories the reader sees."""
        return self.places.open_to(self.standpoint)

    @cached_property
    def categories(self) -> list[Category]:
        """Those categories, in their order."""
        return [row for pk, row in self.places.rows.items() if pk in self.open_to]

    @property
    def account_id(self) -> int | None:
        """The account, None for a visitor."""
        return self.standpoint.account_id

    @property
    def joined_at(self) -> datetime:
        """When the reader's account was made; what is older is not missed by them."""
        account = self.standpoint.viewer.account
        return account.date_joined if account else self.now

    @property
    def may_write_somewhere(self) -> bool:
        """Whether a button for a new topic makes sense; visitors are asked to sign in behind it."""
        return self.account_id is None or bool(self.places.open_to(self.standpoint, Verb.POST))

    @property
    def look(self) -> tuple[str, str]:
        """What every drawing depends on beside its subject: language and time zone."""
        return get_language() or "", timezone.get_current_timezone_name()

    def answer(
        self, template: str, context: dict[str, Any], own: dict[str, Markup] | None = None, key: Hashable = None
    ) -> HttpResponse:
        """The page: `context` for everybody of the same `key`, `own` drawn for this reader.

        Of visitors all get the same one, so it may be kept whole (middleware.py).
        """
        values, own = {"reader": self, "base": settings.BASE_URL, **context}, own or {}
        page = Page(template, values, own, (key, self.look, self.may_write_somewhere) if key else None)
        whole = self.account_id is None or wants_fragment(self.request)
        html = None if whole else framed(self.request, page, self.stamp)
        if html is None:
            response = render(self.request, template, {"layout": "ui/shells/portal.jinja", **values, **own})
        else:
            response = HttpResponse(html.replace(TOKEN, get_token(self.request)))
            patch_vary_headers(response, ("HX-Request", "HX-Target", "Cookie"))
        response.headers["Cache-Control"] = "private, no-cache" if self.account_id else "no-cache"
        response.for_everyone = self.account_id is None  # type: ignore[attr-defined]
        response.until = self.until  # type: ignore[attr-defined]
        return response


def number_in(request: HttpRequest, name: str = "page") -> int:
    """A page number of the address, 1 when it is none."""
    text = request.GET.get(name, "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= 6 and int(text) else 1
