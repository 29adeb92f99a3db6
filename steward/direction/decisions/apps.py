"""The decisions room."""

from steward.foundation.kernel.rooms import Room


class DecisionsRoom(Room):
    """What the team decided about a number, and what came of it."""

    name = "steward.direction.decisions"
    label = "decisions"
