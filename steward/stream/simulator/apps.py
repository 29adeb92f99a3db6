"""The simulator room."""

from steward.foundation.kernel.rooms import Room


class SimulatorRoom(Room):
    """Believable communities."""

    name = "steward.stream.simulator"
    label = "simulator"
