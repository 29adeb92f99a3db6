"""Signing in by link, one's own account."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.accounts.forms import AccountForm
from steward.people.accounts.models import Account
from steward.people.accounts.public import change_account, use_sign_in_link
from steward.people.accounts.queries import has_proven_address


@never_cache
@require_safe
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Use up the link and go in; who has no password yet is asked for one."""
    try:
        account = use_sign_in_link(token=token, now=clock.now())
    except Invalid as problem:
        return render(request, "accounts/link_used.jinja", {"why": str(problem)}, status=410)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("own-account" if not account.has_usable_password() else _home(request))


@login_required
def own_account(request: HttpRequest) -> HttpResponse:
    """Show and change one's address, password, language and time zone; at first also one's name."""
    account = _own(request)
    first = not account.has_usable_password()
    form = AccountForm(
        request.POST or None, initial=_initial(account, first=first), first=first, proven=has_proven_address(account)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, change_account(account=account, **form.cleaned_data), first=first)
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "accounts/own.jinja", {"form": form, "first": first, "later": _home(request)})


def _initial(account: Account, *, first: bool) -> dict[str, str]:
    """What the form begins with; the address of the first owner is made up and not worth showing."""
    shown = {name: getattr(account, name) for name in ("name", "email", "language", "timezone")}
    return shown | ({"email": ""} if first else {})


def _saved(request: HttpRequest, account: Account, *, first: bool) -> HttpResponse:
    update_session_auth_hash(request, account)
    toast(request, _("Your account is saved."))
    response = redirect(_home(request) if first else reverse("own-account"))
    if account.language:
        # What is chosen here holds on every device; the menu's cookie would hide it on this one.
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


def _home(request: HttpRequest) -> str:
    """Where this account goes after signing in."""
    return str(get_adapter(request).get_login_redirect_url(request))


def _own(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user
