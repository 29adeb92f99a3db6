"""Gives every request its viewer and keeps the console for the team."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from steward.foundation.kernel.ruling import Denied
from steward.people.access.queries import viewer_of
from steward.people.access.rules import TEAM_DOOR, allowed


class ViewerMiddleware:
    """`request.viewer`: who looks, with roles, loaded when first asked for. The console asks for a team mate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the viewer; send who is not signed in to the sign-in page of the console."""
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[attr-defined]
        if request.path.startswith(settings.CONSOLE_PATH) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Let only the team into the console; the pages themselves ask for more."""
        if not request.path.startswith(settings.CONSOLE_PATH):
            return
        ruling = allowed(request.viewer, TEAM_DOOR)  # type: ignore[attr-defined]
        if isinstance(ruling, Denied):
            raise PermissionDenied(ruling.why)
