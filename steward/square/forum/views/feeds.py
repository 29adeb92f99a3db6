"""Atom feeds, the sitemap, robots.txt: what everybody may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import NOBODY
from steward.people.community.public import community
from steward.square.forum.queries.feeds import (
    Entry,
    post_entries,
    public_categories,
    sitemap_files,
    sitemap_topics,
    topic_entries,
)
from steward.square.forum.queries.places import places
from steward.square.forum.queries.topics import tag_by_key, topic_rows
from steward.square.forum.rules import may
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.views.reading_parts import draw, topic_or_404

ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
#: What search engines have no business in.
CLOSED = (
    "/console/",
    "/accounts/",
    "/api/",
    "/search/",
    "/new/",
    "/letters/",
    "/drafts/",
    "/bookmarks/",
    "/me/",
    "/p/",
)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The newest topics."""
    return _feed(request, "/", _("Latest topics"), topic_entries(public_categories(places())))


@require_safe
def category(request: HttpRequest, key: str) -> HttpResponse:
    """The newest topics of a category and of those below it."""
    known = places()
    found = known.by_key(key)
    public = public_categories(known)
    if found is None or found.pk not in public:
        raise NotFound
    below = {pk for pk, row in known.rows.items() if row.parent_id == found.pk} & public
    return _feed(request, f"/c/{key}/", found.name, topic_entries({found.pk, *below}))


@require_safe
def tag(request: HttpRequest, key: str) -> HttpResponse:
    """The newest topics with a tag."""
    found = tag_by_key(key)
    if found is None:
        raise NotFound
    return _feed(request, f"/tag/{key}/", f"#{found.name}", topic_entries(public_categories(places()), found.pk))


@require_safe
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """The newest posts of a topic."""
    found, known = topic_or_404(topic_id), places()
    category = known.rows.get(found.category_id)
    if category is None or not may.may_see_topic(Standpoint(NOBODY), found, category):
        raise NotFound
    row = topic_rows(known, [found])[0]
    return _feed(request, row.url, found.title, post_entries(topic_id, found.title))


@require_safe
def sitemap(_request: HttpRequest) -> HttpResponse:
    """The list of the files of the sitemap."""
    files = sitemap_files(public_categories(places()))
    return HttpResponse(draw("forum/feeds/sitemaps.jinja", files=files, base=settings.BASE_URL), content_type=XML)


@require_safe
def sitemap_file(_request: HttpRequest, number: int) -> HttpResponse:
    """The addresses of one file; the first one has the categories too."""
    public = public_categories(places())
    rows = sitemap_topics(public, number)
    shelves = [row for pk, row in places().rows.items() if pk in public] if number == 0 else []
    xml = draw("forum/feeds/sitemap.jinja", rows=rows, shelves=shelves, base=settings.BASE_URL)
    return HttpResponse(xml, content_type=XML)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _feed(request: HttpRequest, path: str, title: str, entries: list[Entry]) -> HttpResponse:
    updated = max((entry.updated for entry in entries), default=None)
    xml = draw(
        "forum/feeds/atom.jinja", community=community().name, title=title, path=path, own=request.path,
        entries=entries, updated=updated, base=settings.BASE_URL,
    )  # fmt: skip
    return HttpResponse(xml, content_type=ATOM, headers={"Cache-Control": "no-cache"})
