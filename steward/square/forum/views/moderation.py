"""Acts of the team on one topic, its posts, and taking them back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.jobs.public import Job
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.community.public import community
from steward.square.forum.actions.moderate_many import ON_TOPICS, Outcome, moderate, undo_soon
from steward.square.forum.actions.undo_act import undo_act
from steward.square.forum.forms.moderation import ActForm
from steward.square.forum.models import Topic
from steward.square.forum.queries.acts import deeds_for, hearers, is_concerned
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.rules.may import may_moderate, may_see_topic
from steward.square.forum.rules.moderation import ACTS

#: Acts one does at once, without a page that asks.
PLAIN = frozenset({"unpin", "feature", "unfeature", "lock", "unlock", "show", "restore"})


def topic_for(request: HttpRequest, topic_id: int) -> Topic:
    """The topic, for somebody who moderates it. Raises NotFound, Forbidden."""
    topic = Topic.objects.filter(pk=topic_id).first()
    point = standpoint_in(request)
    if topic is None or not may_see_topic(point, topic, places().rows[topic.category_id]):
        raise NotFound
    require(may_moderate(point, places().rows[topic.category_id]))
    return topic


def moderate_topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Ask what an act needs, then do it; what needs nothing is done at once."""
    topic = topic_for(request, topic_id)
    act = (request.POST if request.method == "POST" else request.GET).get("act", "")
    if act not in ON_TOPICS:
        raise NotFound
    sent = request.method == "POST" and (is_sent(request) or act in PLAIN)
    form = ActForm(act, viewer_in(request), request.POST if sent else None, topic)
    if sent and form.is_valid() and (answer := _done(request, topic, form)):
        return answer
    context = {"topic": topic, "act": ACTS[act], "form": form, "back": _topic_url(topic)}
    return render(request, "forum/moderate.jinja", context, status=422 if sent else 200)


def _done(request: HttpRequest, topic: Topic, form: ActForm) -> HttpResponse | None:
    """Do it and go back to the topic; None when the form has something to say."""
    try:
        decision = moderate(actor=viewer_in(request), act=form.act, topic_id=topic.pk, why=form.why, **form.args)
    except Invalid as problem:
        refuse(form, problem)
        return None
    if decision is None:
        toast(request, _("It was so already."))
    else:
        toast(request, _("Done: %(act)s.") % {"act": ACTS[form.act].label}, undo=undo_url(decision.pk))
    gone = {"hide", "remove"} & {form.act}
    return redirect(reverse("forum-acts", args=[topic.pk]) if gone else _topic_url(topic))


def is_sent(request: HttpRequest) -> bool:
    """Whether the form of an act comes back filled in; the first POST of a menu only names the act."""
    return "sent" in request.POST


def undo_url(decision_id: int, *, batch: bool = False) -> str:
    """Where an act is taken back by POST."""
    return reverse("forum-undo", args=[decision_id]) + ("?batch=1" if batch else "")


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take an act back, or with `batch` all of its batch, and return to where one was."""
    viewer = viewer_in(request)
    try:
        if "batch" in request.GET:
            return _told(request, undo_soon(actor=viewer, decision_id=decision_id))
        undo_act(actor=viewer, decision_id=decision_id)
        toast(request, _("Taken back."))
    except Invalid as problem:
        toast(request, str(problem), level=30)
    return redirect(whence(request))


def _told(request: HttpRequest, outcome: Outcome | Job) -> HttpResponse:
    if isinstance(outcome, Job):
        return redirect("jobs-job", outcome.pk)
    count = len(outcome.done)
    toast(request, ngettext("%(n)s act taken back.", "%(n)s acts taken back.", count) % {"n": count})
    say_refusals(request, outcome)
    return redirect(whence(request))


def say_refusals(request: HttpRequest, outcome: Outcome) -> None:
    """What a batch could not do, in one note for each reason."""
    for sentence, count in outcome.refused.items():
        toast(request, f"{count} × {sentence}" if count > 1 else sentence, level=30)


def whence(request: HttpRequest) -> str:
    """The page one came from, when it is one of ours; the console's log otherwise."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
            return address
    return reverse("square-acts") if viewer_in(request).can("forum.moderate") else "/"


@require_safe
def acts(request: HttpRequest, topic_id: int) -> HttpResponse:
    """What the team did with a topic: all of it for moderators, for others what is public or about their words."""
    topic, point = Topic.objects.filter(pk=topic_id).first(), standpoint_in(request)
    if topic is None:
        raise NotFound
    category = places().rows[topic.category_id]
    visible = bool(may_see_topic(point, topic, category))
    if not visible and not is_concerned(point, topic_id):
        raise NotFound
    moderates = bool(may_moderate(point, category))
    found = deeds_for(point, topic_id, moderates=moderates)
    context = {
        "topic": topic, "deeds": found, "moderates": moderates, "visible": visible, "objection": objection(topic),
    }  # fmt: skip
    return render(request, "forum/acts.jinja", context)


def objection(topic: Topic) -> str:
    """Where one writes to those who lead the team; the community's mail address where there are no letters."""
    try:
        words = {"to": ", ".join(hearers(topic.pk)), "title": _("Objection: %(title)s") % {"title": topic.title}}
        return f"{reverse('letters-new')}?{urlencode(words)}"
    except NoReverseMatch:
        contact = community().contact
        return f"mailto:{contact}" if contact else ""


def _topic_url(topic: Topic) -> str:
    return reverse("forum-topic-short", args=[topic.pk])
