"""Searching the square."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from steward.foundation.kernel.contracts import PaletteHit
from steward.foundation.kernel.text import cut
from steward.foundation.ui.render import render
from steward.people.access.public import Viewer
from steward.square.forum.enums import TopicKind
from steward.square.forum.forms.search import composed, is_composing
from steward.square.forum.queries.places import places
from steward.square.forum.queries.search import ORDERS, search, titled_topics
from steward.square.forum.queries.standpoint import standpoint, standpoint_in
from steward.square.forum.queries.topics import address
from steward.square.forum.rules.asking import LONGEST, SHOWN_STATES
from steward.square.forum.rules.rights import Standpoint


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found; the filters chosen beside the box become words in it."""
    order = request.GET.get("order", "") if request.GET.get("order") in ORDERS else ""
    if is_composing(request.GET):
        return redirect(f"{reverse('forum-search')}?{urlencode({'q': composed(request.GET), 'order': order})}")
    query, point = _typed(request.GET.get("q", "")), standpoint_in(request)
    found = search(point, query, order=order, page=_whole(request.GET.get("page", "")))
    context = {"query": query, "order": order, "found": found, "tabs": _orders(query, order)}
    return render(request, "forum/search.jinja", context | _choices(point, query, order))


def _choices(point: Standpoint, query: str, order: str) -> dict[str, Any]:
    """What the filter form offers this reader."""
    everything = places()
    open_to = everything.open_to(point)
    return {
        "keep": urlencode({"q": query, "order": order}) + "&",
        "categories": [(row.name, row.name) for pk, row in everything.rows.items() if pk in open_to],
        "kinds": TopicKind.choices,
        "states": [(state, label) for state, label in _states() if point.account_id or state not in _OWN],
    }


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Topics whose title has the words, for below the box."""
    query = _typed(request.GET.get("q", ""))
    topics = titled_topics(standpoint_in(request), query) if query else []
    rows = [(topic.title, address(topic)) for topic in topics]
    return render(request, "forum/suggestions.jinja", {"query": query, "rows": rows})


def find_topics(viewer: Viewer, query: str) -> list[PaletteHit]:
    """For the console's palette."""
    everything = places()
    return [
        PaletteHit(
            cut(topic.title, 90), address(topic), everything.rows[topic.category_id].name, "message-circle"
        )
        for topic in titled_topics(standpoint(viewer), query)
    ]  # fmt: skip


_OWN = frozenset({"mine", "unread", "bookmarked"})


def _states() -> list[tuple[str, str]]:
    labels = (
        _("unanswered"), pgettext("a question", "answered"), _("featured"), _("locked"),
        _("my own"), _("unread"), _("bookmarked"),
    )  # fmt: skip
    return list(zip(SHOWN_STATES, labels, strict=True))


def _orders(query: str, order: str) -> list[tuple[str, str, bool]]:
    labels = (_("Best first"), _("Newest first"), _("Busiest topics"))
    return [
        (label, "?" + urlencode({"q": query, "order": name}), name == order)
        for name, label in zip(ORDERS, labels, strict=True)
    ]


def _typed(text: str) -> str:
    """What was typed, without signs no keyboard has."""
    return "".join(sign if sign.isprintable() else " " for sign in text[: LONGEST * 2]).strip()


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1
