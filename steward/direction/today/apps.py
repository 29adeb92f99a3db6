"""The today room."""

from steward.foundation.kernel.rooms import Room


class TodayRoom(Room):
    """The console's first page."""

    name = "steward.direction.today"
    label = "today"
