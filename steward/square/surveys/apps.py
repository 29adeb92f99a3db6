"""The surveys room."""

from steward.foundation.kernel.rooms import Room


class SurveysRoom(Room):
    """Asking members, and what they answered."""

    name = "steward.square.surveys"
    label = "surveys"
