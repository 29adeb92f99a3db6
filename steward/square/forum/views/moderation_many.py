"""Acts of the team on many topics, or on chosen posts of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from steward.foundation.jobs.public import Job
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import selection_of
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.moderate_many import (
    ON_POSTS,
    ON_TOPICS,
    ON_WAITING,
    Outcome,
    moderate_many,
    moderate_soon,
)
from steward.square.forum.actions.split_topic import split_topic
from steward.square.forum.forms.moderation import ActForm
from steward.square.forum.models import Topic
from steward.square.forum.queries.console import TOPICS, states_of
from steward.square.forum.queries.moderation import moderated, post_rows_of, topics_for, topics_of
from steward.square.forum.queries.places import places
from steward.square.forum.rules.moderation import ACTS
from steward.square.forum.views.moderation import PLAIN, is_sent, say_refusals, topic_for, undo_url, whence

#: Acts on the posts of one topic, in the order of the menu; those on waiting ones come from a post's own menu.
POST_ACTS = ("split_topic", "move_posts", "hide_posts", "remove_posts", "restore_posts", "change_author")


def posts(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Choose posts of a topic and what to do with them."""
    topic = topic_for(request, topic_id)
    ids, act = whole(request.POST.getlist("posts")), request.POST.get("act", "")
    if request.method == "POST" and ids and act in (*POST_ACTS, *ON_WAITING):
        return _act_on_posts(request, topic, act, ids)
    if request.method == "POST":
        toast(request, _("Choose posts, and what to do with them."), level=30)
    start = request.GET.get("from", "1")
    page = post_rows_of(topic, int(start) if start.isdecimal() else 1)
    acts = [ACTS[key] for key in POST_ACTS]
    return render(request, "forum/moderate_posts.jinja", {"topic": topic, "page": page, "acts": acts, "ticked": ids})


def _act_on_posts(request: HttpRequest, topic: Topic, act: str, ids: list[int]) -> HttpResponse:
    sent = is_sent(request) or act == "approve"
    form = ActForm(act, viewer_in(request), request.POST if sent else None, topic)
    if sent and form.is_valid():
        try:
            return _done_with_posts(request, topic, form, ids)
        except Invalid as problem:
            refuse(form, problem)
    context = {"topic": topic, "act": ACTS[act], "form": form, "ids": ids,
               "back": reverse("forum-moderate-posts", args=[topic.pk])}  # fmt: skip
    return render(request, "forum/moderate.jinja", context, status=422 if sent else 200)


def _done_with_posts(request: HttpRequest, topic: Topic, form: ActForm, ids: list[int]) -> HttpResponse:
    viewer = viewer_in(request)
    goal = reverse("forum-topic-short", args=[topic.pk])
    if form.act == "split_topic":
        made, decision = split_topic(actor=viewer, post_ids=ids, why=form.why, **form.args)
        toast(request, _("The posts are a topic of their own now."), undo=undo_url(decision.pk))
        return redirect("forum-topic-short", made.pk)
    if form.act in ON_WAITING:
        return _reviewed(request, form, ids, goal)
    act = ON_POSTS[form.act](actor=viewer, post_ids=ids, why=form.why, **form.args)
    done = _("Done: %(act)s.") % {"act": ACTS[form.act].label}
    toast(request, done if act else _("It was so already."), undo=undo_url(act.pk) if act else "")
    return redirect(goal)


def _reviewed(request: HttpRequest, form: ActForm, ids: list[int], goal: str) -> HttpResponse:
    outcome = moderate_many(actor=viewer_in(request), act=form.act, ids=ids, why=form.why)
    if outcome.first:
        done = _("Rejected.") if form.act == "reject" else _("Approved.")
        toast(request, done, undo=undo_url(outcome.first, batch=True))
    say_refusals(request, outcome)
    return redirect(goal)


#: Acts on several topics, in the order of the menu.
TOPIC_ACTS = ("lock", "unlock", "pin", "feature", "move_topic", "merge_topics", "hide", "show", "remove", "restore")


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Tick topics of the categories one moderates, and choose what to do with them."""
    viewer = viewer_in(request)
    mine = moderated(viewer)
    if not mine:
        raise Forbidden(_("You do not moderate any category."))
    asked = {name: (whole([request.GET.get(name, "")]) or [0])[0] for name in ("category", "page")}
    words = request.GET.get("q", "").strip()
    found = topics_of(viewer, asked["category"], words, asked["page"])
    rows = [(row, states_of(row)) for row in found.topics]
    context = {"page": found, "rows": rows, "q": words, "category": asked["category"],
               "categories": [row for row in places().rows.values() if row.pk in mine],
               "acts": [ACTS[key] for key in TOPIC_ACTS]}  # fmt: skip
    return render(request, "forum/moderate_topics.jinja", context)


def many(request: HttpRequest) -> HttpResponse:
    """One act on the ticked topics of a list: ask what it needs, then do it."""
    act, ids = request.POST.get("act", "") or request.GET.get("act", ""), _ticked(request)
    if request.method != "POST" or act not in ON_TOPICS:
        raise NotFound
    sent = is_sent(request) or act in PLAIN
    form = ActForm(act, viewer_in(request), request.POST if sent else None)
    if not ids:
        toast(request, _("Tick some topics first."), level=30)
        return redirect(_back(request))
    if sent and form.is_valid():
        outcome = moderate_soon(actor=viewer_in(request), act=act, ids=ids, why=form.why, **form.args)
        return _told(request, act, outcome)
    context = {"act": ACTS[act], "form": form, "ids": ids, "back": _back(request), "many": True}
    return render(request, "forum/moderate.jinja", context, status=422 if sent else 200)


def _told(request: HttpRequest, act: str, outcome: Outcome | Job) -> HttpResponse:
    if isinstance(outcome, Job):
        return redirect("jobs-job", outcome.pk)
    count = len(outcome.done)
    text = ngettext("%(act)s: %(n)s topic.", "%(act)s: %(n)s topics.", count)
    undo = undo_url(outcome.first, batch=True) if outcome.first else ""
    toast(request, text % {"act": ACTS[act].label, "n": count}, undo=undo)
    say_refusals(request, outcome)
    return redirect(_back(request))


def _ticked(request: HttpRequest) -> list[int]:
    """The ids ticked in the console's table or in a list of the portal; "all rows" are looked up again."""
    if request.POST.get("everything") == "1":
        state = selection_of(TOPICS, request).state
        rows = TOPICS.narrowed(topics_for(viewer_in(request)), state)
        return list(rows.order_by("pk").values_list("pk", flat=True))
    return whole(request.POST.getlist("rows"))


def _back(request: HttpRequest) -> str:
    came = whence(request)
    return reverse("square-topics") if reverse("forum-moderate-many") in came else came


def whole(texts: list[str]) -> list[int]:
    """The numbers among the texts, each once."""
    return list(dict.fromkeys(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18))
