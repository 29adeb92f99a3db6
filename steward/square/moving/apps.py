"""The moving room."""

from steward.foundation.kernel.rooms import Room


class MovingRoom(Room):
    """Moving an imported source into the square."""

    name = "steward.square.moving"
    label = "moving"
