"""A member's page and what one does there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, viewer_in
from steward.people.members.actions.edit_member import edit_member, set_consent
from steward.people.members.actions.erase_member import erase_member
from steward.people.members.actions.export_member import export_archive
from steward.people.members.actions.merge_members import merge_members, undo_merge
from steward.people.members.forms import ConsentForm, MemberForm
from steward.people.members.models import Member
from steward.people.members.queries.listing import candidates
from steward.people.members.queries.page import identities_of, member_for, merges_of, panels_of, standing_for


@require_safe
def member_page(request: HttpRequest, member_id: int) -> HttpResponse:
    """One member. The number of a merged one leads to the member it counts as."""
    member = member_for(viewer_in(request), member_id)
    if member.merged_into_id:
        return redirect("members-member", member.merged_into_id)
    return _page(request, member, MemberForm.of(member), ConsentForm())


def _page(
    request: HttpRequest, member: Member, form: MemberForm, consent: ConsentForm, *, status: int = 200
) -> HttpResponse:
    viewer = viewer_in(request)
    rights = {right: viewer.can(f"members.{right}") for right in ("edit", "merge", "export", "erase")}
    context: dict[str, Any] = {
        "member": member,
        "identities": identities_of(member),
        "merges": merges_of(member),
        "panels": _panels(request, viewer, member),
        "form": form,
        "consent": consent,
        "may": rights,
    }
    return render(request, "members/member.jinja", context, status=status)


def _panels(request: HttpRequest, viewer: Viewer, member: Member) -> list[tuple[Any, str]]:
    """What other rooms show about the member, drawn."""
    return [
        (panel, render_to_string(panel.template, panel.build(viewer, member), request, using="jinja2"))
        for panel in panels_of(viewer)
    ]


@require_POST
def edit(request: HttpRequest, member_id: int) -> HttpResponse:
    """Save name, note, tags and flags."""
    viewer = viewer_in(request)
    member, form = member_for(viewer, member_id), MemberForm(request.POST)
    if form.is_valid():
        try:
            edit_member(actor=viewer, member_id=member_id, **form.changes())  # type: ignore[arg-type]
        except Invalid as problem:
            refuse(form, problem, {"tag": "tags"})
        else:
            toast(request, _("Saved."))
            return redirect("members-member", member_id)
    return _page(request, member, form, ConsentForm(), status=422)


@require_POST
def consent(request: HttpRequest, member_id: int) -> HttpResponse:
    """Record what the member agreed to, or refused."""
    viewer = viewer_in(request)
    member, form = member_for(viewer, member_id), ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, member, MemberForm.of(member), form, status=422)
    set_consent(actor=viewer, member_id=member_id, **form.cleaned_data)
    toast(request, _("Recorded."))
    return redirect("members-member", member_id)


@require_safe
def merge_page(request: HttpRequest, member_id: int) -> HttpResponse:
    """Find the other member, compare, merge."""
    viewer = viewer_in(request)
    member = standing_for(viewer, member_id)
    words, wanted = request.GET.get("q", "").strip(), request.GET.get("with", "")
    other = standing_for(viewer, int(wanted)) if wanted.isdecimal() else member
    pair = [member, other] if other != member else []
    context = {
        "member": member,
        "q": words,
        "found": candidates(viewer, words, besides=member.pk),
        "pair": [(one, identities_of(one)) for one in pair],
    }
    return render(request, "members/merge.jinja", context)


@require_POST
def merge(request: HttpRequest, member_id: int) -> HttpResponse:
    """Let this member stand for the other too."""
    loser = request.POST.get("loser", "")
    try:
        decision = merge_members(
            actor=viewer_in(request), winner_id=member_id, loser_id=int(loser) if loser.isdecimal() else 0
        )
    except Invalid as problem:
        toast(request, str(problem))
    else:
        toast(request, _("Merged."), undo=reverse("members-undo", args=[decision.pk]))
    return redirect("members-member", member_id)


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take a merge back."""
    undo_merge(actor=viewer_in(request), decision_id=decision_id)
    toast(request, _("The merge is taken back."))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "members-list")


@require_POST
def export(request: HttpRequest, member_id: int) -> HttpResponse:
    """Everything about the member as a zip archive."""
    archive = export_archive(actor=viewer_in(request), member_id=member_id)
    headers = {"Content-Disposition": f'attachment; filename="member-{member_id}.zip"'}
    return HttpResponse(archive, content_type="application/zip", headers=headers)


@require_POST
def erase(request: HttpRequest, member_id: int) -> HttpResponse:
    """Erase the member; the name was typed to confirm."""
    try:
        erase_member(actor=viewer_in(request), member_id=member_id, confirm=request.POST.get("confirm", ""))
    except Invalid as problem:
        toast(request, str(problem))
        return redirect("members-member", member_id)
    toast(request, _("The member and everything kept about them is erased."))
    return redirect("members-list")
