"""Team mates and API tokens."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.enums import Role
from steward.people.access.forms import TeamMateForm, TokenForm
from steward.people.access.models import ApiToken
from steward.people.access.public import Viewer, allowed, grant_role, issue_token, revoke_role, revoke_token, viewer_in
from steward.people.accounts.public import Account, create_account, make_sign_in_link


def team_mates(request: HttpRequest) -> HttpResponse:
    """Who is in the team, with which roles; add one."""
    viewer = viewer_in(request)
    require(allowed(viewer, "access.manage"))
    form = TeamMateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("team-mate-link", account_id=_add(viewer, **form.cleaned_data).pk)
        except Invalid as problem:
            form.add_error("email", str(problem))
    accounts = (
        Account.objects.filter(grants__isnull=False).distinct().prefetch_related("grants").order_by("name", "email")
    )
    return render(request, "access/team.jinja", {"form": form, "accounts": accounts, "roles": Role.choices})


def _add(viewer: Viewer, *, email: str, name: str, role: str) -> Account:
    with transaction.atomic():
        account = create_account(email=email, name=name, by=viewer.name)
        grant_role(actor=viewer, account=account, role=role)
    return account


def team_mate_link(request: HttpRequest, account_id: int) -> HttpResponse:
    """A one-time link to hand to the team mate; made by POST or right after adding them."""
    viewer = viewer_in(request)
    require(allowed(viewer, "access.manage"))
    account = get_object_or_404(Account, pk=account_id)
    link = ""
    if request.method == "POST":
        token = make_sign_in_link(account=account, now=clock.now())
        link = request.build_absolute_uri(reverse("sign-in-by-link", args=[token]))
    return render(request, "access/link.jinja", {"account": account, "link": link})


@require_POST
def change_roles(request: HttpRequest, account_id: int) -> HttpResponse:
    """Set exactly the ticked roles."""
    viewer = viewer_in(request)
    account = get_object_or_404(Account, pk=account_id)
    wanted = set(request.POST.getlist("roles"))
    with transaction.atomic():
        for role in Role.values:
            change = grant_role if role in wanted else revoke_role
            change(actor=viewer, account=account, role=role)
    toast(request, _("The roles of %(name)s are saved.") % {"name": account.display_name})
    return redirect("team-mates")


def api_tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens; make one. A new token is shown once."""
    viewer = viewer_in(request)
    require(allowed(viewer, "access.tokens"))
    form, secret = TokenForm(request.POST or None, viewer=viewer), ""
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        until = clock.now() + timedelta(days=days) if days else None
        scopes, name = form.cleaned_data["scopes"], form.cleaned_data["name"]
        secret = issue_token(actor=viewer, name=name, scopes=scopes, expires_at=until)[1]
        form = TokenForm(viewer=viewer)
    tokens = ApiToken.objects.filter(account_id=viewer.own_id, revoked_at=None).order_by("-created_at")
    return render(request, "access/tokens.jinja", {"form": form, "secret": secret, "tokens": tokens})


@require_POST
def revoke_api_token(request: HttpRequest, token_id: int) -> HttpResponse:
    """Revoke a token."""
    revoke_token(actor=viewer_in(request), token_id=token_id)
    toast(request, _("The token no longer works."))
    return redirect("api-tokens")
