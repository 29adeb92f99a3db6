"""The oversight room."""

from steward.foundation.kernel.rooms import Room


class OversightRoom(Room):
    """Watching the watchers."""

    name = "steward.care.oversight"
    label = "oversight"
