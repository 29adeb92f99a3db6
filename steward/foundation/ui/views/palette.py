"""The command palette: pages of the rail and whatever rooms find for what was typed."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from steward.foundation.kernel import registry
from steward.foundation.kernel.contracts import PaletteHit
from steward.foundation.ui.navigation import may, viewer_of, wings_for
from steward.foundation.ui.render import render

PER_SOURCE = 8
LONGEST = 200


@login_required
def palette(request: HttpRequest) -> HttpResponse:
    """The answer to `?q=`: groups of hits. Without htmx it is a page of its own with a search field."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    groups = [(label, hits) for label, hits in _groups(request, query) if hits]
    return render(request, "ui/pages/palette.jinja", {"groups": groups, "query": query}, block="palette_list")


def _groups(request: HttpRequest, query: str) -> Iterator[tuple[Any, list[PaletteHit]]]:
    yield "", _pages(request, query)
    if query:
        for source in registry.items("palette"):
            if may(request, source.permission):
                yield source.label, list(source.find(viewer_of(request), query))[:PER_SOURCE]


def _pages(request: HttpRequest, query: str) -> list[PaletteHit]:
    wanted = query.casefold()
    return [
        PaletteHit(str(link.label), link.url, str(wing.label) if str(wing.label) != str(link.label) else "", link.icon)
        for wing in wings_for(request)
        for link in wing.links
        if wanted in f"{wing.label} {link.label}".casefold()
    ]
