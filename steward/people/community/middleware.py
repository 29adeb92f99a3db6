"""Language and time zone of an answer: the reader's own choice, else the community's."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from steward.people.community.public import Community, community
from steward.people.community.queries import one_request


class CommunityMiddleware:
    """Takes the place of Django's LocaleMiddleware; stands below AuthenticationMiddleware.

    Language: the cookie of the language menu, then the account's own, then the community's first; only languages the
    community has enabled. Time zone: the account's own, else the community's. Nothing hangs on `Accept-Language`, so
    that a page looks the same to everybody who has chosen nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the right language and time zone."""
        with one_request():
            now = community()
            account = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
            language = _language(request, account, now)
            with translation.override(language), timezone.override(_zone(account, now)):
                request.LANGUAGE_CODE = language
                response = self._get_response(request)
                response.headers.setdefault("Content-Language", language)
                return response


def _language(request: HttpRequest, account: object, now: Community) -> str:
    wishes = (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), getattr(account, "language", ""))
    return next((wish for wish in wishes if wish in now.languages), now.language)


def _zone(account: object, now: Community) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(getattr(account, "timezone", "") or now.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return now.zone
