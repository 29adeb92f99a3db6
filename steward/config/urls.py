"""The address plan: each room's `urls.py`, then allauth's pages and the API."""

from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.urls.resolvers import RoutePattern

from steward.config.api import api, missing

#: The upper ones first: a lower room may have a pattern for every word (`about/<key>/`).
rooms = [app for app in reversed(settings.INSTALLED_APPS) if app.startswith("steward.") and find_spec(f"{app}.urls")]


def by_beginning(modules: list[ModuleType]) -> list[URLPattern | URLResolver]:
    """Their addresses gathered by the first word: patterns are tried one after the other, and there are hundreds."""
    gathered: dict[str, list[URLPattern]] = defaultdict(list)
    alone: list[URLPattern | URLResolver] = []
    for module in modules:
        if hasattr(module, "app_name"):
            alone.append(path("", include(module)))
            continue
        for pattern in module.urlpatterns:
            first, slash, rest = str(pattern.pattern).partition("/")
            if slash and "<" not in first and isinstance(pattern.pattern, RoutePattern):
                place = path(rest, pattern.callback, pattern.default_args, pattern.name)
                gathered[f"{first}/"].append(place)
            else:
                alone.append(pattern)
    return [*(path(word, include(patterns)) for word, patterns in gathered.items()), *alone]


def healthz(_request: HttpRequest) -> HttpResponse:
    """For service managers and load balancers: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz),
    *by_beginning([import_module(f"{room}.urls") for room in rooms]),
    path("accounts/", include("allauth.urls")),
    path("api/", api.urls),
    re_path(r"^api/.*", missing),
]

handler400 = "steward.foundation.ui.views.errors.bad_request"
handler403 = "steward.foundation.ui.views.errors.forbidden"
handler404 = "steward.foundation.ui.views.errors.not_found"
handler500 = "steward.foundation.ui.views.errors.broken"
