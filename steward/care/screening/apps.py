"""The screening room."""

from steward.foundation.kernel.rooms import Room


class ScreeningRoom(Room):
    """Rules over every post, rehearsed before they are live."""

    name = "steward.care.screening"
    label = "screening"
