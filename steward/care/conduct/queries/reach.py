"""Whose cases a team mate looks at: what was said where they do not moderate is not theirs to read."""

from steward.people.access.public import Viewer
from steward.square.forum.public import moderated, places


def closed_places(viewer: Viewer) -> list[str]:
    """Places of the square the viewer does not moderate, as cases name them ("category:3")."""
    if viewer.is_system:
        return []
    return sorted(f"category:{pk}" for pk in places().rows.keys() - moderated(viewer))
