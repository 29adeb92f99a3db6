"""Threads: the list, the search, one thread."""

from urllib.parse import urlencode

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from steward.foundation.ui.render import render
from steward.foundation.ui.tables import export_csv
from steward.foundation.ui.tablestate import TableState
from steward.people.access.public import viewer_in
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.models import Activity, Thread
from steward.stream.activity.queries import conversations as queries
from steward.stream.activity.queries.found import Narrowing, search_messages, titled_threads
from steward.stream.activity.queries.messages import place_of, thread_page
from steward.stream.activity.views import whole
from steward.stream.activity.views.tables import THREADS, day_start, state_label

LONGEST = 200


@require_safe
def conversations_list(request: HttpRequest) -> HttpResponseBase:
    """All threads; with `?q=`, the messages that have the words."""
    if query := request.GET.get("q", "").strip()[:LONGEST]:
        return _found(request, query)
    threads = queries.threads_for(viewer_in(request))
    if request.GET.get("format") == "csv":
        return _export(request, threads)
    page = THREADS.page(request, threads)
    queries.name_untitled(page.rows)
    return render(request, "activity/conversations.jinja", {"page": page, "query": ""})


@require_safe
def thread_read(request: HttpRequest, thread_id: int) -> HttpResponse:
    """One thread as a conversation, a hundred messages on a page."""
    thread = queries.thread_for(viewer_in(request), thread_id)
    number = max(1, whole(request.GET.get("page"), 1))
    messages, pages = thread_page(thread, number)
    context = {
        "thread": thread,
        "messages": messages,
        "number": min(number, pages),
        "pages": pages,
        "people": queries.participants_of(thread),
        "state": queries.state_of(thread),
        "state_label": state_label(thread),
    }
    return render(request, "activity/thread.jinja", context)


@require_safe
def message_place(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Go to where a message stands."""
    place = place_of(viewer_in(request), activity_id)
    if "thread" in place:
        address, parameters = reverse("conversations-thread", args=[place["thread"]]), {}
    else:
        address = reverse("conversations-channel", args=[place["channel"]])
        parameters = {"day": place["day"].isoformat()}
    if place["page"] > 1:
        parameters["page"] = place["page"]
    question = f"?{urlencode(parameters)}" if parameters else ""
    return redirect(f"{address}{question}#m{place['anchor']}")


def _found(request: HttpRequest, query: str) -> HttpResponse:
    given = request.GET
    viewer = viewer_in(request)
    narrowing = Narrowing(
        whole(given.get("source")), whole(given.get("channel")),
        day_start(given.get("since", "")), day_start(given.get("until", ""), plus=1),
    )  # fmt: skip
    hits = search_messages(viewer, query, narrowing, whole(given.get("page"), 1))
    context = {
        "query": query,
        "hits": hits,
        "threads": titled_threads(viewer, query) if hits.number == 1 and not narrowing else [],
        "sources": queries.source_choices(),
        "channels": queries.channel_choices(),
        "asked": {key: given.get(key, "") for key in ("source", "channel", "since", "until")},
        "narrowed": bool(narrowing),
        "address": lambda number: _address(given, number),
    }
    return render(request, "activity/found.jinja", context)


def _address(given: QueryDict, number: int) -> str:
    changed = given.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"


def _export(request: HttpRequest, threads: QuerySet[Thread]) -> HttpResponseBase:
    """Every column; threads without a title bring their opening words."""
    said = Activity.objects.filter(thread=OuterRef("pk"), kind__in=SPEAKING, deleted_at=None)
    opening = said.order_by("occurred_at", "pk").values(words=Substr("body", 1, 120))[:1]
    state = TableState.parse(THREADS, request.GET)
    rows = THREADS.ordered(THREADS.narrowed(threads, state), state).annotate(opening=Subquery(opening))
    return export_csv(THREADS, rows)
