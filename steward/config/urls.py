"""The address plan: each room's `urls.py`, then allauth's pages and the API."""

from importlib.util import find_spec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path

from steward.config.api import api, missing

#: The upper ones first: theirs are the addresses asked for most, and patterns are tried one after the other.
rooms = [app for app in reversed(settings.INSTALLED_APPS) if app.startswith("steward.") and find_spec(f"{app}.urls")]


def healthz(_request: HttpRequest) -> HttpResponse:
    """For service managers and load balancers: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


def console(_request: HttpRequest) -> HttpResponse:
    """Until there is a Today, the console starts with how the community is doing."""
    return redirect("insights")


urlpatterns = [
    path("console/", console),
    path("healthz", healthz),
    *(path("", include(f"{room}.urls")) for room in rooms),
    path("accounts/", include("allauth.urls")),
    path("api/", api.urls),
    re_path(r"^api/.*", missing),
]

handler400 = "steward.foundation.ui.views.errors.bad_request"
handler403 = "steward.foundation.ui.views.errors.forbidden"
handler404 = "steward.foundation.ui.views.errors.not_found"
handler500 = "steward.foundation.ui.views.errors.broken"
