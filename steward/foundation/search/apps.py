"""The search room."""

from steward.foundation.kernel.rooms import Room


class SearchRoom(Room):
    """Full-text search."""

    name = "steward.foundation.search"
    label = "search"
