"""The letters room."""

from steward.foundation.kernel.rooms import Room


class LettersRoom(Room):
    """Private conversations between members."""

    name = "steward.square.letters"
    label = "letters"
