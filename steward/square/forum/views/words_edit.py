"""Editing a post, and putting two edits together when two people were at it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steward.foundation.kernel.ruling import Forbidden, Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.edit_post import edit_post
from steward.square.forum.actions.save_draft import discard_draft
from steward.square.forum.errors import Stale
from steward.square.forum.forms.words import EditForm
from steward.square.forum.models import Post
from steward.square.forum.queries.history import post_for, words_at
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.rules.differences import differences, merged
from steward.square.forum.rules.may import may_edit


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """The page of an edit; a refusal keeps what was typed, a quicker edit of somebody else leads to the merge page."""
    point = standpoint_in(request)
    post = post_for(point, post_id)
    require(may_edit(point, post, post.topic, post.topic.category))
    if request.method != "POST":
        return _page(request, EditForm.of(post, point))
    form = EditForm(request.POST, post=post, standpoint=point)
    return _save(request, form) if form.is_valid() else _page(request, form)


def _save(request: HttpRequest, form: EditForm) -> HttpResponse:
    viewer = viewer_in(request)
    try:
        post = edit_post(actor=viewer, post_id=form.post.pk, **form.words)
    except Stale:
        return _merge_page(request, form)
    except (Forbidden, Invalid) as error:
        refuse(form, error)
        return _page(request, form)
    discard_draft(actor=viewer, place=f"edit:{post.pk}")
    toast(request, _("Saved."))
    return redirect("forum-post", post.pk)


def _page(request: HttpRequest, form: EditForm) -> HttpResponse:
    context = {"form": form, "post": form.post, "place": f"edit:{form.post.pk}"}
    return render(request, "forum/edit.jinja", context, status=422 if form.is_bound else 200)


def _merge_page(request: HttpRequest, form: EditForm) -> HttpResponse:
    """Base, theirs and mine, and a proposal that has both; saving it again is an edit from their version."""
    post = Post.objects.select_related("topic__category").get(pk=form.post.pk)
    base = words_at(post, form.cleaned_data["version"])
    mine = form.cleaned_data["source"].replace("\r\n", "\n").strip()
    proposal = merged(base.source if base else "", mine, post.source)
    values: dict[str, Any] = form.cleaned_data | {"source": proposal.text, "version": post.version}
    if base and values.get("title") == base.title:
        values["title"] = post.topic.title
    context = {
        "form": EditForm(initial=values, post=post, standpoint=standpoint_in(request)),
        "post": post,
        "note": form.stale_note(),
        "conflicts": proposal.conflicts,
        "theirs": differences(base.source if base else "", post.source),
        "mine": differences(base.source if base else "", mine),
    }
    return render(request, "forum/merge.jinja", context, status=409)
