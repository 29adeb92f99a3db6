"""Coming in: invitation links, a guardian's page, the community's texts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from steward.foundation.kernel.ruling import Denied, Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.community.public import community
from steward.people.joining.actions.accept_texts import accept_texts
from steward.people.joining.actions.ask_guardian import answer_as_guardian, ask_guardian, request_of
from steward.people.joining.enums import INVITED
from steward.people.joining.forms import AcceptForm, GuardianForm, versions_in
from steward.people.joining.models import Guardian
from steward.people.joining.queries.faces import profile_of
from steward.people.joining.queries.invitations import invitation_of
from steward.people.joining.queries.texts import texts_to_accept
from steward.people.joining.rules import shown_account


@never_cache
@require_safe
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation link shows: who invites, and the way in."""
    invitation = invitation_of(token)
    if invitation is None:
        return render(request, "joining/invited.jinja", {"invitation": None, "by": ""}, status=410)
    if viewer_in(request).account is None:
        request.session[INVITED] = token
    by = shown_account(invitation.made_by) if invitation.made_by else ""
    return render(request, "joining/invited.jinja", {"invitation": invitation, "by": by})


@never_cache
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """A guardian reads what it is about and consents, refuses, or takes consent back."""
    try:
        if request.method == "POST":
            answer_as_guardian(actor=viewer_in(request), token=token, consent=request.POST.get("answer") == "yes")
            return redirect("guardian", token)
        row = request_of(token)
    except Invalid as problem:
        return render(request, "joining/guardian.jinja", {"row": None, "why": str(problem)}, status=410)
    others = [text for text in texts_to_accept() if community().text(text.key) is None]
    context = {"row": row, "name": shown_account(row.account), "now": community(), "others": others, "why": ""}
    return render(request, "joining/guardian.jinja", context)


def own_guardian(request: HttpRequest) -> HttpResponse:
    """A young member sees what their guardian said, and has the letter sent again."""
    viewer = viewer_in(request)
    signed_in(request)
    form = GuardianForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_guardian(actor=viewer, email=form.cleaned_data["guardian"])
            toast(request, _("The letter is on its way."))
            return redirect("own-guardian")
        except Invalid as problem:
            refuse(form, problem)
    row = Guardian.objects.filter(account=viewer.own_id).order_by("-pk").first()
    context = {"form": form, "row": row, "profile": profile_of(viewer.account_id)}
    return render(request, "joining/own_guardian.jinja", context)


def accept(request: HttpRequest) -> HttpResponse:
    """Read and accept the texts as they are now."""
    signed_in(request)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_texts(actor=viewer_in(request), versions=versions_in(form.cleaned_data["versions"]))
            return redirect(_back(request))
        except Invalid as problem:
            form = AcceptForm()
            toast(request, str(problem))
    return render(request, "joining/accept.jinja", {"form": form, "texts": texts_to_accept()})


def signed_in(request: HttpRequest) -> None:
    """Raise Forbidden with the way in for who is not signed in."""
    if viewer_in(request).account is None:
        require(Denied(_("Sign in first.")))


def _back(request: HttpRequest) -> str:
    wish = request.GET.get("next", "")
    return wish if url_has_allowed_host_and_scheme(wish, {request.get_host()}) else "/"
