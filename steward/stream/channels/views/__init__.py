"""Pages of imports and sources."""

from typing import cast

from django.http import HttpRequest

from steward.people.access.public import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks."""
    return cast("Viewer", request.viewer)  # type: ignore[attr-defined]
