"""The work room."""

from steward.foundation.kernel.rooms import Room


class WorkRoom(Room):
    """What somebody is asked to do: tasks, my work, due dates."""

    name = "steward.team.work"
    label = "work"
