"""The classifier room."""

from steward.foundation.kernel.rooms import Room


class ClassifierRoom(Room):
    """A model that learns from the team's decisions."""

    name = "steward.care.classifier"
    label = "classifier"
