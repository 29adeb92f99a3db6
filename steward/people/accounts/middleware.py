"""When each session was last seen, noted now and then instead of with every request."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

#: Seconds between two notes about one session. Its list on the account's page says "minutes ago", not seconds.
PAUSE = 600
#: Sessions remembered by one process; beyond it everything is forgotten and noted again.
MOST = 50_000


class SessionsSeenMiddleware:
    """What allauth's own middleware does (a write and five queries for every request), at most every ten minutes.

    A new session is noted when it begins, by allauth itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the session when it is time, then answer."""
        key = request.session.session_key
        if key and time.monotonic() - self._noted.get(key, -PAUSE) >= PAUSE and request.user.is_authenticated:
            if len(self._noted) >= MOST:
                self._noted.clear()
            UserSession.objects.create_from_request(request)
            self._noted[key] = time.monotonic()
        return self._get_response(request)
