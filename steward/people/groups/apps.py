"""The groups room."""

from steward.foundation.kernel.rooms import Room


class GroupsRoom(Room):
    """Groups of members."""

    name = "steward.people.groups"
    label = "groups"
