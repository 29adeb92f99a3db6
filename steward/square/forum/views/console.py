"""The console of the square: topics, tags, what the team did."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.square.forum.actions.merge_tags import change_tag, drop_tag, merge_tags
from steward.square.forum.actions.practise import show_names
from steward.square.forum.forms.places import TagForm
from steward.square.forum.models import Tag
from steward.square.forum.queries.acts import log_for, names_are_shown
from steward.square.forum.queries.console import ACTS_DONE, TAGS, TOPICS
from steward.square.forum.queries.moderation import tags_for, topics_for
from steward.square.forum.rules.moderation import MANAGE, MODERATE
from steward.square.forum.views.moderation import undo_url
from steward.square.forum.views.moderation_many import whole


def _team(request: HttpRequest, permission: str = MODERATE) -> Viewer:
    viewer = viewer_in(request)
    require(allowed(viewer, permission))
    return viewer


@require_safe
def topics(request: HttpRequest) -> HttpResponseBase:
    """Every topic of the categories one moderates."""
    rows = topics_for(_team(request))
    if request.GET.get("format") == "csv":
        return TOPICS.export(request, rows)
    return render(request, "forum/console_topics.jinja", {"page": TOPICS.page(request, rows)})


@require_safe
def acts(request: HttpRequest) -> HttpResponseBase:
    """What the team did, with the way back."""
    viewer = _team(request)
    rows = log_for(viewer)
    if request.GET.get("format") == "csv":
        return ACTS_DONE.export(request, rows)
    context = {"page": ACTS_DONE.page(request, rows), "named": names_are_shown(), "may_set": viewer.can(MANAGE)}
    return render(request, "forum/console_acts.jinja", context)


@require_POST
def names(request: HttpRequest) -> HttpResponse:
    """Whether members read who of the team did something."""
    show_names(actor=viewer_in(request), shown=request.POST.get("shown") == "1")
    toast(request, _("Saved."))
    return redirect("square-acts")


@require_safe
def tags(request: HttpRequest) -> HttpResponseBase:
    """Every tag."""
    rows = tags_for(_team(request, MANAGE))
    if request.GET.get("format") == "csv":
        return TAGS.export(request, rows)
    return render(request, "forum/console_tags.jinja", {"page": TAGS.page(request, rows)})


def tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Rename and describe a tag, merge it into another one, delete it."""
    viewer = _team(request, MANAGE)
    found = get_object_or_404(Tag, pk=tag_id)
    initial = {"name": found.name, "description": found.description}
    form = TagForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            decision = change_tag(actor=viewer, tag_id=tag_id, **form.cleaned_data)
        except Invalid as problem:
            form.add_error("name", str(problem))
        else:
            return _after_tag(request, decision.pk if decision else None)
    others = Tag.objects.exclude(pk=tag_id).order_by("name").values_list("pk", "name")[:500]
    return render(request, "forum/console_tag.jinja", {"tag": found, "form": form, "others": others})


@require_POST
def end_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Merge a tag into another one, or delete it."""
    viewer, into = _team(request, MANAGE), whole(request.POST.getlist("into"))
    try:
        decision = (
            merge_tags(actor=viewer, tag_id=tag_id, into_id=into[0]) if into else drop_tag(actor=viewer, tag_id=tag_id)
        )
    except Invalid as problem:
        toast(request, str(problem), level=30)
        return redirect("square-tag", tag_id)
    return _after_tag(request, decision.pk)


def _after_tag(request: HttpRequest, decision_id: int | None) -> HttpResponse:
    if decision_id:
        toast(request, _("Saved."), undo=undo_url(decision_id))
    return redirect("square-tags")
