"""The activity room."""

from steward.foundation.kernel.rooms import Room


class ActivityRoom(Room):
    """The stream."""

    name = "steward.stream.activity"
    label = "activity"
