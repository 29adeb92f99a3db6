"""The jobs room."""

from steward.foundation.kernel.rooms import Room


class JobsRoom(Room):
    """Background jobs."""

    name = "steward.foundation.jobs"
    label = "jobs"
