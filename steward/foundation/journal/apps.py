"""The journal room."""

from steward.foundation.kernel.rooms import Room


class JournalRoom(Room):
    """Facts, decisions, cursors."""

    name = "steward.foundation.journal"
    label = "journal"
