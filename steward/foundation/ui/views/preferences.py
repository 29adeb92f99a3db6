"""What a reader chooses for the own eyes: language and theme. Both are cookies, both work without JavaScript.

Neither asks for a token: pages for visitors are the same for all of them and carry none, and a stranger's site that
turns on the dark has done no harm.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from steward.foundation.kernel import registry
from steward.foundation.ui.context import THEME_COOKIE, THEMES
from steward.foundation.ui.navigation import may
from steward.foundation.ui.render import render

YEAR = 365 * 24 * 3600


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to where the reader was."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or "like my device" and go back to where the reader was."""
    response = _back(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        _remember(response, THEME_COOKIE, chosen)
    elif chosen == "auto":
        response.delete_cookie(THEME_COOKIE)
    return response


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The viewer's own account: what rooms contribute (`account-pages`), e-mail, password, second factors, sessions."""
    pages = [page for page in registry.items("account-pages") if may(request, page.permission)]
    return render(request, "ui/pages/account.jinja", {"pages": pages})


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe and target.startswith("/") else "/")
