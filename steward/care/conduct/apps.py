"""The conduct room."""

from steward.foundation.kernel.rooms import Room


class ConductRoom(Room):
    """Reports, the queue, decisions and sanctions."""

    name = "steward.care.conduct"
    label = "conduct"
