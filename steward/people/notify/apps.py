"""The notify room."""

from steward.foundation.kernel.rooms import Room


class NotifyRoom(Room):
    """What members are told, and how."""

    name = "steward.people.notify"
    label = "notify"
