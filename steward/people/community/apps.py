"""The community room."""

from steward.foundation.kernel.rooms import Room


class CommunityRoom(Room):
    """What the community is called and looks like."""

    name = "steward.people.community"
    label = "community"
