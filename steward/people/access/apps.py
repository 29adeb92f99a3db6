"""The access room."""

from steward.foundation.kernel.rooms import Room


class AccessRoom(Room):
    """Roles and permissions."""

    name = "steward.people.access"
    label = "access"
