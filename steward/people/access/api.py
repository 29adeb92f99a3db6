"""How the JSON API knows its caller, and the answers every operation may give."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema
from ninja.security import HttpBearer, SessionAuth

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, hash_of, viewer_in, viewer_of_token, within_scope
from steward.people.access.rules import OWN_SCOPE


class TokenAuth(HttpBearer):
    """`Authorization: Bearer stw_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """The viewer behind the token; None refuses with 401."""
        viewer = viewer_of_token(hash_of(token))
        if viewer.account is None:
            return None
        request.viewer = viewer  # type: ignore[attr-defined]
        return viewer


class OwnSession(SessionAuth):
    """The session of somebody signed in, for the console's own scripts and the documentation page."""

    def authenticate(self, request: HttpRequest, _key: str | None) -> Viewer | None:
        """The viewer of the session; None refuses with 401."""
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        return viewer if viewer.account is not None else None


def visitor(request: HttpRequest) -> Viewer | None:
    """Nobody in particular, who may read what everyone may: for operations that list this among their `auth`.

    A token that does not work is refused, not taken for nobody.
    """
    if request.method not in {"GET", "HEAD"} or "Authorization" in request.headers:
        return None
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def own_viewer(request: HttpRequest) -> Viewer:
    """Who asks about what is their own; raises Forbidden for a token that does not reach so far."""
    viewer = viewer_in(request)
    require(within_scope(viewer, OWN_SCOPE))
    return viewer


class Problem(Schema):
    """What went wrong, in a sentence; `errors` names fields."""

    detail: str
    errors: dict[str, str] = Field(default_factory=dict)


def answers(schema: Any, status: int = 200) -> dict[int, Any]:
    """The answers of an operation: its own, and the refusals each may give."""
    return {status: schema, 400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}
