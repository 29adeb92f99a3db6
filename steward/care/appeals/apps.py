"""The appeals room."""

from steward.foundation.kernel.rooms import Room


class AppealsRoom(Room):
    """One appeal for each decision, decided by somebody else."""

    name = "steward.care.appeals"
    label = "appeals"
