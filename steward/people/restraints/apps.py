"""The restraints room."""

from steward.foundation.kernel.rooms import Room


class RestraintsRoom(Room):
    """What holds somebody back for a while: silent, restricted, away."""

    name = "steward.people.restraints"
    label = "restraints"
