"""Home, lists of topics, categories, tags."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from steward.foundation.kernel.ruling import NotFound
from steward.square.forum.enums import TopicKind
from steward.square.forum.queries.home import UNREAD, shelves, unread, unread_page
from steward.square.forum.queries.marks import Progress, progress
from steward.square.forum.queries.topics import ORDERS, TopicRow, Wanted, tag_by_key, tags_by_use
from steward.square.forum.views.reader import Reader, number_in
from steward.square.forum.views.reading_parts import counted_part, fill_rows, home_part, list_part, notices, rows_part


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is new, what waits for an answer, what is featured, who is new, and where to go."""
    reader = Reader.of(request)
    part = home_part(reader)
    marks = _progress(reader, part.rows.rows)
    new = _unread(reader, marks, UNREAD)
    is_empty = not part.rows.latest
    cards = notices(reader)
    context = {"unread": "", "notices": "", "shelves": shelves(counted_part(reader)), "is_empty": is_empty}
    own = {"body": fill_rows(part, part.rows.rows, marks, reader)}
    own |= {name: html for name, html in (("unread", new), ("notices", cards)) if html}
    return reader.answer("forum/home.jinja", context, own, ("home", reader.open_to, bool(new), bool(cards), is_empty))


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Every topic: the latest, the unread, the unanswered, the featured."""
    reader = Reader.of(request)
    if request.GET.get("tab") == "unread" and reader.account_id is not None:
        return _unread_list(reader, number_in(request))
    wanted = _wanted(request)
    return _listed(reader, "forum/latest.jinja", wanted, {"tabs": _tabs(reader, wanted.tab)})


@require_safe
def category(request: HttpRequest, key: str) -> HttpResponse:
    """One category with those below it."""
    reader = Reader.of(request)
    found = reader.places.by_key(key)
    if found is None or found.pk not in reader.open_to:
        raise NotFound
    below = [row for row in reader.categories if row.parent_id == found.pk]
    above = reader.places.rows.get(found.parent_id or 0)
    context = {"category": found, "below": below, "above": above}
    # What is shown of the categories above and below hangs on who looks.
    return _listed(reader, "forum/category.jinja", _wanted(request, category=found.pk), context, tuple(reader.open_to))


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """Every tag, the most used first."""
    reader = Reader.of(request)
    return reader.answer("forum/tags.jinja", {"tags": tags_by_use(reader.open_to)})


@require_safe
def tag(request: HttpRequest, key: str) -> HttpResponse:
    """The topics with a tag."""
    reader = Reader.of(request)
    found = tag_by_key(key)
    if found is None:
        raise NotFound
    return _listed(reader, "forum/tag.jinja", _wanted(request, tag=found.pk), {"tag": found})


def _wanted(request: HttpRequest, category: int = 0, tag: int = 0) -> Wanted:
    """What the address asks for; what it cannot mean is left out."""
    tab, kind, order = (request.GET.get(name, "") for name in ("tab", "kind", "order"))
    return Wanted(
        tab=tab if tab in {"unanswered", "featured"} else "",
        kind=kind if kind in TopicKind.values else "",
        order=order if order in ORDERS else "",
        category=category,
        tag=tag,
        page=number_in(request),
    )


def _listed(
    reader: Reader, template: str, wanted: Wanted, context: dict[str, Any], key: tuple[int, ...] = ()
) -> HttpResponse:
    part = list_part(reader, wanted)
    found = part.rows
    shared = {
        "wanted": wanted,
        "page": found.page,
        "pages": found.pages,
        "total": found.total,
        "kinds": TopicKind,
        "has_filter": bool(wanted.kind or wanted.tab),
    }
    rows = fill_rows(part, found.rows, _progress(reader, found.rows), reader)
    counts = (found.page, found.pages, bool(found.total))
    return reader.answer(template, {**context, **shared}, {"rows": rows}, (template, wanted, counts, key))


def _tabs(reader: Reader, here: str) -> list[tuple[str, str, bool]]:
    address = reverse("forum-latest")
    names = [("", _("Latest")), ("unanswered", _("Unanswered")), ("featured", _("Featured"))]
    if reader.account_id is not None:
        names.insert(1, ("unread", _("Unread")))
    return [(name, f"{address}?tab={key}" if key else address, key == here) for key, name in names]


def _progress(reader: Reader, rows: tuple[TopicRow, ...]) -> Progress | None:
    if reader.account_id is None:
        return None
    return progress(reader.account_id, reader.joined_at, {row.id for row in rows})


def _unread(reader: Reader, marks: Progress | None, limit: int) -> Markup:
    """The first unread topics, drawn; nothing for visitors."""
    if marks is None:
        return Markup("")
    found = list(unread(reader.standpoint, reader.open_to, marks.caught_up, reader.now)[:limit])
    return _drawn(reader, found, marks) if found else Markup("")


def _drawn(reader: Reader, topics: list[Any], marks: Progress) -> Markup:
    part = rows_part(reader, topics)
    own = {topic.pk: topic.read for topic in topics if topic.read is not None}
    return fill_rows(part, part.rows, Progress({**marks.read, **own}, marks.caught_up), reader)


def _unread_list(reader: Reader, page: int) -> HttpResponse:
    assert reader.account_id is not None
    marks = progress(reader.account_id, reader.joined_at, ())
    found, more = unread_page(unread(reader.standpoint, reader.open_to, marks.caught_up, reader.now), page)
    context = {
        "rows": _drawn(reader, found, marks) if found else "",
        "wanted": Wanted(tab="unread"),
        "page": page,
        "pages": page + more,
        "total": len(found),
        "kinds": TopicKind,
        "has_filter": True,
        "tabs": _tabs(reader, "unread"),
    }
    return reader.answer("forum/latest.jinja", context)
