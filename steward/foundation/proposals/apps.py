"""The proposals room."""

from steward.foundation.kernel.rooms import Room


class ProposalsRoom(Room):
    """Proposals."""

    name = "steward.foundation.proposals"
    label = "proposals"
    default = True
