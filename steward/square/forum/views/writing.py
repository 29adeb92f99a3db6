"""Writing: a new topic, a reply."""

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render, wants_fragment
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.reply import reply
from steward.square.forum.cooking import cook
from steward.square.forum.enums import PostState, TopicKind
from steward.square.forum.forms.writing import NewTopicForm
from steward.square.forum.models import Post, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.similar import similar_topics
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.queries.topics import address, tags_by_use
from steward.square.forum.views.writing_reply import answer_with, box_of

POPULAR = 12
ICONS = {
    "discussion": "message-circle",
    "question": "circle-help",
    "announcement": "megaphone",
    "poll": "chart-bar",
    "chain": "list-ordered",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_topic(request: HttpRequest) -> HttpResponse:
    """The page for a new topic; a refusal keeps what was typed."""
    if request.method != "POST":
        return _page(request, NewTopicForm(initial=_first(request), standpoint=standpoint_in(request)))
    form = NewTopicForm(request.POST, standpoint=standpoint_in(request))
    if "preview" in request.POST or not form.is_valid():
        return _page(request, form)
    if not request.POST.get("looked") and _same_title(form):
        return _page(request, form, asked=True)
    try:
        topic = open_topic(actor=viewer_in(request), once=request.POST.get("once", ""), **form.topic())
    except (Forbidden, Invalid) as error:
        refuse(form, error)
        return _page(request, form)
    return _opened(request, topic)


def _opened(request: HttpRequest, topic: Topic) -> HttpResponse:
    if topic.waiting:
        toast(request, _("A moderator reads it first. You are told when everybody can see it."), level=messages.INFO)
    return redirect(address(topic))


def _first(request: HttpRequest) -> dict[str, Any]:
    """What the address asks for: a kind, a category by its key, tags, a title."""
    category = places().by_key(request.GET.get("category", ""))
    kind = request.GET.get("kind") or (category.default_kind if category else "") or TopicKind.DISCUSSION
    return {
        "kind": kind,
        "category": category.pk if category else None,
        "tags": request.GET.get("tags", ""),
        "title": request.GET.get("title", "")[:200],
        "source": category.template if category else "",
        "choices": 1,
    }


def _page(request: HttpRequest, form: NewTopicForm, *, asked: bool = False) -> HttpResponse:
    bound = form.is_bound
    source = str(form["source"].value() or "")
    title = str(form["title"].value() or "")
    context = {
        "form": form,
        "once": request.POST.get("once") or secrets.token_urlsafe(12),
        "preview": Markup(cook(source).html) if "preview" in request.POST and source.strip() else "",  # noqa: S704
        "similar": similar_topics(form.standpoint, title) if asked else [],
        "asked": asked,
        "kind_icons": ICONS,
        "popular": tags_by_use(places().open_to(form.standpoint), POPULAR),
        "may_tag": form.standpoint.limits.may_tag,
        "place": f"new:{form['category'].value()}" if form["category"].value() else "new",
        "why": _nowhere(form),
    }
    return render(request, "forum/new.jinja", context, status=422 if bound and form.errors else 200)


def _nowhere(form: NewTopicForm) -> str:
    """What to say to somebody who cannot open a topic anywhere."""
    if form.places:
        return ""
    ruling = form.standpoint.may_write
    return getattr(ruling, "why", "") or _("There is no category in which you can open topics.")


def _same_title(form: NewTopicForm) -> bool:
    """Whether a topic one can see is called just so: then it is shown before another one is opened."""
    title = " ".join(str(form.cleaned_data["title"]).split()).casefold()
    return any(topic.title.casefold() == title for topic in similar_topics(form.standpoint, title))


@login_required
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Topics like the title being typed, as a list for htmx."""
    found = similar_topics(standpoint_in(request), request.GET.get("title", "")[:200])
    return render(request, "forum/parts/similar.jinja", {"similar": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply_page(request: HttpRequest, topic_id: int) -> HttpResponse:
    """The page for a reply, and the box below a topic; a refusal keeps what was typed."""
    box = box_of(request, topic_id)
    if request.method != "POST" or "preview" in request.POST:
        return box.page(request)
    try:
        post = reply(
            actor=viewer_in(request), topic_id=topic_id, source=box.source, reply_to=box.reply_to, once=box.once
        )  # fmt: skip
    except (Forbidden, Invalid) as error:
        return box.refused(request, error)
    return _replied(request, post)


def _replied(request: HttpRequest, post: Post) -> HttpResponse:
    if post.state == PostState.WAITING:
        toast(request, _("A moderator reads it first. You are told when everybody can see it."), level=messages.INFO)
    elif wants_fragment(request):
        return answer_with(request, post)
    return redirect("forum-post", post.pk)
