"""Pictures before everything else: no session, no cookie, no query stands between an address and its file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from steward.foundation.media.queries import PATH
from steward.foundation.media.views import is_too_long, picture, refuse_long

UPLOAD = f"{PATH}pictures/"


class PicturesMiddleware:
    """Answers `/media/<name>`, and refuses an upload too long to be read before anybody reads it (CSRF would)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """A picture at once; everything else goes the usual way."""
        if not request.path.startswith(PATH):
            return self._get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            if request.path == UPLOAD and is_too_long(request):
                return refuse_long(request)
            if request.method in {"GET", "HEAD"} and request.path != UPLOAD:
                return picture(request, request.path.removeprefix(PATH))
        return self._get_response(request)
