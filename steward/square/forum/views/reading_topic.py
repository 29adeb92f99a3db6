"""A topic, its pages, and the ways into it."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from markupsafe import Markup

from steward.foundation.kernel.ruling import NotFound
from steward.people.community.public import community
from steward.square.forum.actions.mark_read import see_topic
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.square.forum.pages import Cooked
from steward.square.forum.queries.marks import progress
from steward.square.forum.queries.posts import number_on, page_of
from steward.square.forum.queries.topics import address, name_in_address
from steward.square.forum.rules import may
from steward.square.forum.views.reader import Reader, number_in
from steward.square.forum.views.reading_parts import topic_or_404
from steward.square.forum.views.reading_topic_parts import Drawn, Overlay, posts_after, rest_of, topic_part


@require_safe
def topic(request: HttpRequest, topic_id: int, slug: str) -> HttpResponse:
    """One page of a topic. Reading it marks it as read up to its last post."""
    reader = Reader.of(request, topic_id)
    page = number_in(request)
    kept = topic_part(reader, topic_id, page)
    if elsewhere := _moved(kept.rows, slug, page):
        return redirect(elsewhere, permanent=kept.rows.topic.row.merged_into_id is None)
    see_topic(actor=reader.standpoint.viewer, topic_id=topic_id, number=_read_to(kept.rows), now=reader.now)
    return reader.answer("forum/topic.jinja", _page(reader, kept))


@require_safe
def short(request: HttpRequest, topic_id: int) -> HttpResponse:
    """The topic without its name leads to the one with it."""
    reader = Reader.of(request, topic_id)
    return redirect(topic_part(reader, topic_id, 1).rows.topic.url, permanent=True)


@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """The permalink of a post leads to the page it stands on."""
    found = Post.objects.filter(pk=post_id).select_related("topic").first()
    if found is None:
        raise NotFound
    reader = Reader.of(request, found.topic_id)
    category = reader.places.rows.get(found.topic.category_id)
    if category is None or not may.may_see_post(reader.standpoint, found, found.topic, category):
        raise NotFound
    return redirect(_at(address(found.topic), page_of(found.topic_id, found.number), found.number))


@require_safe
def unread(request: HttpRequest, topic_id: int) -> HttpResponse:
    """The first unread post; the last page when everything is read, the beginning for who reads it first."""
    reader = Reader.of(request, topic_id)
    found = topic_part(reader, topic_id, 1).rows.topic
    read = 0
    if reader.account_id is not None:
        read = progress(reader.account_id, reader.joined_at, [topic_id]).read.get(topic_id, 0)
    number = min(read + 1, found.highest_number)
    return redirect(_at(found.url, page_of(topic_id, number), number if read else 0))


@require_safe
def day(request: HttpRequest, topic_id: int, date: str = "") -> HttpResponse:
    """The first post of a day (of the community's time zone). The form of the page asks with `?date=`."""
    reader = Reader.of(request, topic_id)
    found = topic_part(reader, topic_id, 1).rows.topic
    try:
        wanted = parse_date(date or request.GET.get("date", ""))
    except ValueError:
        wanted = None
    if wanted is None:
        return redirect(found.url)
    number = number_on(topic_id, datetime.combine(wanted, time.min, community().zone))
    return redirect(_at(found.url, page_of(topic_id, number), number))


@require_safe
def news(request: HttpRequest, topic_id: int, number: int) -> HttpResponse:
    """Whether there are posts after that one: a link that brings them, or nothing. Asked every few seconds."""
    reader = Reader.of(request, topic_id)
    tag = f'"{reader.stamp.topic}-{reader.stamp.frame}-{number}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    topic_part(reader, topic_id, 1)  # which is 404 where the reader must not know of it
    count = Post.objects.filter(topic=topic_id, number__gt=number, state=PostState.VISIBLE).count()
    words = ngettext("%(n)s new reply", "%(n)s new replies", count) % {"n": count}
    live = f'hx-get="/t/{topic_id}/after/{number}/" hx-target="#posts" hx-swap="beforeend"'
    link = f'<a class="news-link" href="/t/{topic_id}/unread/" {live}>{words}</a>'
    return HttpResponse(link if count else "", headers={"ETag": tag, "Cache-Control": "private, no-cache"})


@require_safe
def after(request: HttpRequest, topic_id: int, number: int) -> HttpResponse:
    """The posts after that one, to be put under those that are on the page already."""
    reader = Reader.of(request, topic_id)
    drawn, html = posts_after(reader, topic_id, number)
    see_topic(actor=reader.standpoint.viewer, topic_id=topic_id, number=_read_to(drawn), now=reader.now)
    if not may.may_reply(reader.standpoint, drawn.topic.row, drawn.topic.category):
        return HttpResponse(html)
    # The box for a reply asks for what comes after the last post on the page: that is another one now.
    last = Markup('<input type="hidden" name="after" id="reply-after" value="{}" hx-swap-oob="true">')
    return HttpResponse(html + last.format(_read_to(drawn)))


def _page(reader: Reader, kept: Cooked) -> dict[str, object]:
    overlay = Overlay(reader, kept)
    drawn: Drawn = kept.rows
    body = overlay.fill(rest_of(reader, overlay))
    return {"topic": drawn.topic, "part": drawn.part, "card": drawn.card, "body": body}


def _read_to(drawn: Drawn) -> int:
    """Who reads the last page has read everything, what was taken away after it too."""
    last_page = drawn.part.page >= drawn.part.pages
    return drawn.topic.highest_number if last_page else drawn.part.last_number


def _moved(drawn: Drawn, slug: str, page: int) -> str:
    """Where the topic is to be found, when it is not here."""
    row = drawn.topic.row
    if row.merged_into_id is not None:
        target = topic_or_404(row.merged_into_id)
        return address(target)
    if slug != name_in_address(row):
        return drawn.topic.url if page == 1 else f"{drawn.topic.url}?page={page}"
    return ""


def _at(url: str, page: int, number: int) -> str:
    return f"{url}{f'?page={page}' if page > 1 else ''}{f'#post-{number}' if number else ''}"
