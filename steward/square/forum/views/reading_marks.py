"""All read, and its undo."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.mark_read import read_all, unread_again


@login_required
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Everything is read: in one category (`category`) or everywhere."""
    category = _category(request.POST.get("category", ""))
    before = read_all(actor=viewer_in(request), category_id=category)
    undo = f"{reverse('forum-all-read-undo')}?{urlencode({'before': before, 'category': category or ''})}"
    toast(request, _("Everything here counts as read."), undo=undo)
    return redirect(_back(request))


@login_required
@require_POST
def all_read_undo(request: HttpRequest) -> HttpResponse:
    """As it was before."""
    category = _category(request.GET.get("category", ""))
    try:
        unread_again(actor=viewer_in(request), before=request.GET.get("before", ""), category_id=category)
    except ValueError as problem:
        raise Invalid(_("This address is not complete. Go back and try again.")) from problem
    return redirect(_back(request))


def _category(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else reverse("forum-latest")
