"""The joining room."""

from steward.foundation.kernel.rooms import Room


class JoiningRoom(Room):
    """How people come in, what they show of themselves, how they leave."""

    name = "steward.people.joining"
    label = "joining"
