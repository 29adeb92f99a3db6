"""Gives every request its viewer and turns the kernel's refusals into answers."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
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
        if request.path.startswith(settings.CONSOLE_PATH) and not (ruling := allowed(request.viewer, TEAM_DOOR)):  # type: ignore[attr-defined]
            raise PermissionDenied(getattr(ruling, "why", ""))

    def process_exception(self, request: HttpRequest, problem: Exception) -> None:
        """Translate refusals of actions into Django's own, which have pages."""
        if isinstance(problem, Forbidden):
            raise PermissionDenied(problem.why) from problem
        if isinstance(problem, NotFound):
            raise Http404(str(problem) or _("There is nothing here.")) from problem
        if isinstance(problem, Invalid):
            raise BadRequest(" ".join(str(error) for error in problem.errors.values())) from problem
