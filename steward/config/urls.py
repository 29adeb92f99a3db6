"""The address plan: each room's `urls.py`, then allauth's pages and the API."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

rooms = [app for app in settings.INSTALLED_APPS if app.startswith("steward.") and find_spec(f"{app}.urls")]

urlpatterns = [
    *(path("", include(f"{room}.urls")) for room in rooms),
    path("accounts/", include("allauth.urls")),
]
