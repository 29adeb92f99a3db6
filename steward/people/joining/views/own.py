"""Oneself: profile, invitations, data, leaving."""

import json

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.foundation.kernel.ruling import Denied, Invalid
from steward.foundation.kernel.sealing import unseal
from steward.foundation.media.public import address, store_picture
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, viewer_in
from steward.people.community.public import community
from steward.people.joining.actions.arrive import ensure_profile
from steward.people.joining.actions.change_profile import change_profile, keep_real_name
from steward.people.joining.actions.leave import ask_to_leave, cancel_leaving, export_own
from steward.people.joining.actions.use_invitation import make_invitation, revoke_invitation
from steward.people.joining.enums import COOLING_DAYS
from steward.people.joining.forms import InvitationForm, LeaveForm, ProfileForm, RealNameForm
from steward.people.joining.models import Invitation, Profile
from steward.people.joining.queries.entry import may_write
from steward.people.joining.queries.invitations import invitations_for, may_invite


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What one shows of oneself."""
    viewer = viewer_in(request)
    mine = _mine(viewer)
    form = ProfileForm(request.POST or None, request.FILES or None, initial=_shown(viewer, mine))
    if request.method == "POST" and form.is_valid() and _save_profile(request, form):
        return redirect("own-profile")
    ruling = may_write(viewer)
    context = {"form": form, "profile": mine, "avatar": address(mine.avatar, "small") if mine.avatar else "",
               "denied": ruling.why if isinstance(ruling, Denied) else "", "real": _real_name_form(mine)}  # fmt: skip
    return render(request, "joining/profile.jinja", context)


def _mine(viewer: Viewer) -> Profile:
    assert viewer.account is not None
    return ensure_profile(actor=viewer, account=viewer.account)


def _shown(viewer: Viewer, mine: Profile) -> dict[str, str]:
    return {"nickname": viewer.account.name if viewer.account else "", "about": mine.about}


def _real_name_form(mine: Profile) -> RealNameForm | None:
    if community().asks_real_name or mine.real_name_sealed:
        return RealNameForm(initial={"real_name": unseal(mine.real_name_sealed)})
    return None


def _save_profile(request: HttpRequest, form: ProfileForm) -> bool:
    viewer, avatar = viewer_in(request), None
    try:
        if file := form.cleaned_data["picture"]:
            avatar = _stored(viewer, file)
        elif form.cleaned_data["no_picture"]:
            avatar = ""
        data = form.cleaned_data
        change_profile(actor=viewer, nickname=data["nickname"], about=data["about"], avatar=avatar)
    except Invalid as problem:
        refuse(form, problem)
        return False
    toast(request, _("Your profile is saved."))
    return True


def _stored(viewer: Viewer, file: object) -> str:
    try:
        return store_picture(account_id=viewer.own_id, file=file, name="avatar").key  # type: ignore[arg-type]
    except Invalid as problem:
        raise Invalid({"picture": str(problem)}) from None


@login_required
@require_POST
def real_name(request: HttpRequest) -> HttpResponse:
    """Keep or forget the name back-stage."""
    keep_real_name(actor=viewer_in(request), real_name=request.POST.get("real_name", ""))
    toast(request, _("Saved."))
    return redirect("own-profile")


@login_required
def invitations(request: HttpRequest) -> HttpResponse:
    """One's own invitation links; the team sees all of them in the console."""
    viewer = viewer_in(request)
    form = InvitationForm(request.POST or None, team=viewer.can("joining.invite"))
    if request.method == "POST" and form.is_valid() and _link_made(viewer, form):
        return redirect(request.path)
    ruling, console = may_invite(viewer), request.path.startswith(settings.CONSOLE_PATH)
    denied = ruling.why if isinstance(ruling, Denied) else ""
    rows = invitations_for(viewer) if console else invitations_for(viewer).filter(made_by=viewer.own_id)
    shown = [_with_link(request, viewer, row) for row in rows[:200]]
    return render(
        request, "joining/invitations.jinja", {"form": form, "rows": shown, "console": console, "denied": denied}
    )


def _link_made(viewer: Viewer, form: InvitationForm) -> bool:
    """Whether the link could be made; the form says otherwise why not."""
    try:
        make_invitation(actor=viewer, **form.values())
    except Invalid as problem:
        refuse(form, problem)
        return False
    return True


def _with_link(request: HttpRequest, viewer: Viewer, row: Invitation) -> tuple[Invitation, str]:
    """The row and its address, which only who made it sees again."""
    own = row.made_by_id == viewer.own_id
    token = unseal(row.token_sealed) if own else ""
    return row, request.build_absolute_uri(reverse("join", args=[token])) if token else ""


@login_required
@require_POST
def revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Let a link no longer work."""
    revoke_invitation(actor=viewer_in(request), invitation_id=invitation_id)
    toast(request, _("The link no longer works."))
    return redirect("invitations" if request.POST.get("from") == "console" else "own-invitations")


@login_required
def data(request: HttpRequest) -> HttpResponse:
    """Take one's own data home: everything every room keeps, as one JSON file."""
    if request.method != "POST":
        return render(request, "joining/data.jinja", {})
    text = json.dumps(export_own(actor=viewer_in(request)), ensure_ascii=False, indent=2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Delete one's account: what happens, which choice, seven days to think again."""
    viewer = viewer_in(request)
    has_password = viewer.account is not None and viewer.account.has_usable_password()
    form = LeaveForm(request.POST or None, has_password=has_password)
    if request.method == "POST" and form.is_valid() and _leaves(request, form):
        return render(request, "joining/left.jinja", {"days": COOLING_DAYS})
    context = {"form": form, "profile": _mine(viewer), "days": COOLING_DAYS}
    return render(request, "joining/leave.jinja", context)


def _leaves(request: HttpRequest, form: LeaveForm) -> bool:
    """Ask to leave and sign out everywhere; the form says why not."""
    viewer = viewer_in(request)
    assert viewer.account is not None
    if "password" in form.fields and not viewer.account.check_password(form.cleaned_data["password"]):
        form.add_error("password", _("That is not your password."))
        return False
    try:
        ask_to_leave(actor=viewer, keep_words=form.cleaned_data["keep"])
    except Invalid as problem:
        refuse(form, problem)
        return False
    for session in UserSession.objects.filter(user=viewer.account):
        session.end()
    logout(request)
    return True


@login_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Take the wish to leave back."""
    if cancel_leaving(actor=viewer_in(request)):
        toast(request, _("You stay: your account will not be deleted."))
    return redirect("leave")
