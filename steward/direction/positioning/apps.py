"""The positioning room."""

from steward.foundation.kernel.rooms import Room


class PositioningRoom(Room):
    """For whom the community is there, and what it is not."""

    name = "steward.direction.positioning"
    label = "positioning"
