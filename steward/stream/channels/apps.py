"""The channels room."""

from steward.foundation.kernel.rooms import Room


class ChannelsRoom(Room):
    """Importers."""

    name = "steward.stream.channels"
    label = "channels"
