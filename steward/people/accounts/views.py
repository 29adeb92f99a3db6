"""Signing in by link, one's own account."""

from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.accounts.forms import AccountForm
from steward.people.accounts.models import Account
from steward.people.accounts.public import change_account, use_sign_in_link


@never_cache
@require_safe
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Use up the link and go to the console; who has no password yet is asked for one."""
    try:
        account = use_sign_in_link(token=token, now=clock.now())
    except Invalid as problem:
        return render(request, "accounts/link_used.jinja", {"why": str(problem)}, status=410)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("own-account" if not account.has_usable_password() else settings.LOGIN_REDIRECT_URL)


def own_account(request: HttpRequest) -> HttpResponse:
    """Show and change one's name, address and password."""
    account = _own(request)
    first = not account.has_usable_password()
    initial = {"name": account.name, "email": "" if first else account.email}
    form = AccountForm(request.POST or None, initial=initial, first=first)
    if request.method == "POST" and form.is_valid():
        try:
            update_session_auth_hash(request, change_account(account=account, **form.cleaned_data))
            toast(request, _("Your account is saved."))
            return redirect(settings.LOGIN_REDIRECT_URL if first else reverse("own-account"))
        except Invalid as problem:
            form.refuse(problem)
    return render(request, "accounts/own.jinja", {"form": form, "first": first})


def _own(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user
