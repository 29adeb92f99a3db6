"""Old addresses lead to the new places: asked only when nothing else answers, so no living address is shadowed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from steward.square.moving.queries.old_places import new_place

#: What never was a page of a forum elsewhere.
_OURS = ("/api/", "/static/", "/media/", "/console/", "/accounts/")


class OldAddressMiddleware:
    """Turns a 404 of a visitor's GET into a redirect where an old address is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead on."""
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or request.path.startswith(_OURS):
            return response
        asked = request.META.get("QUERY_STRING", "")
        place = new_place(request.get_host(), request.path + (f"?{asked}" if asked else "")) or (
            new_place(request.get_host(), request.path) if asked else ""
        )
        # A place that was just not found here is not led to again.
        return HttpResponsePermanentRedirect(place) if place and place != request.path else response
