"""Keeps those out who are suspended or banned."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from steward.people.restraints.models import Restraint
from steward.people.restraints.queries import restraints_of
from steward.people.restraints.rules import is_away, sentence

#: What stays open to them: why, the appeal, their own account and data, the community's texts, the way out.
OPEN = (
    "/conduct/", "/account/", "/accounts/", "/me/account/", "/me/data/", "/me/leave/", "/about/", "/language/",
    "/theme/", "/static/", "/media/", "/healthz",
)  # fmt: skip
#: What is closed to them beneath those: they bring nobody else before the team.
CLOSED = ("/conduct/report/",)


class RestraintsMiddleware:
    """A suspended or banned account reads why and may appeal, take its data and leave; nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send them to the reasons; the API answers with the sentence."""
        found = _away(request)
        if found is None:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": sentence(found)}, status=403)
        return redirect(found.url or "own-account")


def _away(request: HttpRequest) -> Restraint | None:
    open_to_them = request.path.startswith(OPEN) and not request.path.startswith(CLOSED)
    if open_to_them or not request.user.is_authenticated:
        return None
    return is_away(restraints_of(request.user)) if request.user.away else None
