"""The forum room."""

from steward.foundation.kernel.rooms import Room


class ForumRoom(Room):
    """The square: where members talk."""

    name = "steward.square.forum"
    label = "forum"
