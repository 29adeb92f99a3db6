"""The list of members, its segments and what one does with many."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import selection_of
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.people.members.actions.edit_member import tag_members
from steward.people.members.actions.save_segment import delete_segment, save_segment
from steward.people.members.forms import TagForm
from steward.people.members.queries.inbox import waiting
from steward.people.members.queries.listing import MEMBERS, chosen, members_for, segments


@require_safe
def members_list(request: HttpRequest) -> HttpResponseBase:
    """Everybody, once."""
    viewer = viewer_in(request)
    rows = members_for(viewer)
    if request.GET.get("format") == "csv":
        require(allowed(viewer, "members.export"))
        return MEMBERS.export(request, rows)
    page = MEMBERS.page(request, rows)
    context = {"page": page, "segments": segments(), "waiting": waiting(viewer), "may_edit": viewer.can("members.edit"),
               "may_merge": viewer.can("members.merge")}  # fmt: skip
    return render(request, "members/list.jinja", context)


def _ticked(request: HttpRequest) -> list[int]:
    selection = selection_of(MEMBERS, request)
    return chosen(viewer_in(request), selection.ids, selection.state, everything=selection.everything)


@require_POST
def tag_chosen(request: HttpRequest) -> HttpResponse:
    """Ask for the tag, then put it on (or take it off) the ticked members."""
    viewer = viewer_in(request)
    require(allowed(viewer, "members.edit"))
    ids = _ticked(request)
    form = TagForm(request.POST if "tag" in request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            count = tag_members(actor=viewer, member_ids=ids, **form.cleaned_data)
        except Invalid as problem:
            form.add_error("tag", problem.errors["tag"])
        else:
            toast(request, ngettext("%(n)s member changed.", "%(n)s members changed.", count) % {"n": count})
            return redirect(f"{reverse('members-list')}{request.POST.get('query', '')}")
    return render(request, "members/tag.jinja", {"form": form, "count": len(ids), "posted": request.POST})


@require_POST
def merge_chosen(request: HttpRequest) -> HttpResponse:
    """Two ticked members go to the page that compares them."""
    ids = _ticked(request)
    if len(ids) != 2:
        toast(request, _("Tick two members to merge them."))
        return redirect("members-list")
    return redirect(f"{reverse('members-merge', args=[ids[0]])}?with={ids[1]}")


@require_POST
def keep_segment(request: HttpRequest) -> HttpResponse:
    """Keep the list's search and filters under a name."""
    query = request.POST.get("query", "")
    try:
        save_segment(actor=viewer_in(request), name=request.POST.get("name", ""), address=query)
    except Invalid as problem:
        toast(request, str(problem))
    return redirect(f"{reverse('members-list')}?{query.removeprefix('?')}")


@require_POST
def drop_segment(request: HttpRequest, segment_id: int) -> HttpResponse:
    """Throw a segment away."""
    delete_segment(actor=viewer_in(request), segment_id=segment_id)
    return redirect("members-list")
