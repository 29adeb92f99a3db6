"""What is one's own: bookmarks, and what one follows."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.bookmark import bookmark, unbookmark
from steward.square.forum.actions.follow import follow
from steward.square.forum.enums import FollowLevel
from steward.square.forum.forms.writing import BookmarkForm
from steward.square.forum.models import Bookmark
from steward.square.forum.queries.bookmarks import SIZE, kept, lines
from steward.square.forum.queries.following import followed
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.views.reader import number_in
from steward.square.forum.views.writing_acts import tools_or_post
from steward.square.forum.views.writing_reply import number_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, post_id: int) -> HttpResponse:
    """Keep a post with one press (`keep`), let go of it; or its note and reminder on a page of their own."""
    if request.method == "POST" and "keep" in request.POST:
        act = bookmark if request.POST["keep"] else unbookmark
        act(actor=viewer_in(request), post_id=post_id)
        return _back(request) or tools_or_post(request, post_id)
    row = Bookmark.objects.filter(account=viewer_in(request).own_id, post=post_id).first()
    initial = {"note": row.note, "remind_at": row.remind_at} if row else None
    form = BookmarkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _noted(request, post_id, form):
        return redirect("forum-bookmarks")
    shown = lines(list(kept(standpoint_in(request)).filter(post=post_id)))
    if not shown:
        raise NotFound
    return render(request, "forum/bookmark.jinja", {"form": form, "line": shown[0]})


def _noted(request: HttpRequest, post_id: int, form: BookmarkForm) -> bool:
    try:
        bookmark(actor=viewer_in(request), post_id=post_id, **form.cleaned_data)
    except Invalid as error:
        refuse(form, error)
        return False
    return True


@login_required
@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    """What one keeps."""
    page = Paginator(kept(standpoint_in(request)), SIZE).get_page(number_in(request))
    context = {"lines": lines(list(page.object_list)), "number": page.number, "pages": page.paginator.num_pages}
    return render(request, "forum/bookmarks.jinja", context)


@login_required
@require_POST
def follow_it(request: HttpRequest) -> HttpResponse:
    """Follow, mute or neither: `target`, `target_id`, `level`; `next` is where to go on."""
    sent = request.POST
    level = sent.get("level", "")
    changed = follow(
        actor=viewer_in(request), target=sent.get("target", ""), target_id=number_of(sent.get("target_id", "")),
        level=level,
    )  # fmt: skip
    if changed:
        toast(request, _said(level))
    return _back(request) or redirect("forum-following")


def _said(level: str) -> str:
    if level == FollowLevel.FOLLOWING:
        return _("You follow this now.")
    return _("You hear nothing of this any more.") if level == FollowLevel.MUTED else _("You follow this no longer.")


@login_required
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """What one follows and mutes."""
    return render(request, "forum/following.jinja", {"lines": followed(standpoint_in(request))})


def _back(request: HttpRequest) -> HttpResponse | None:
    """To the page the form named, when it is one of ours."""
    goal = request.POST.get("next", "")
    if goal and url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()}):
        return redirect(goal)
    return None
