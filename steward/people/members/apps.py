"""The members room."""

from steward.foundation.kernel.rooms import Room


class MembersRoom(Room):
    """Members and their identities."""

    name = "steward.people.members"
    label = "members"
    default = True
