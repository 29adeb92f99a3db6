"""The media room."""

from steward.foundation.kernel.rooms import Room


class MediaRoom(Room):
    """Uploaded pictures."""

    name = "steward.foundation.media"
    label = "media"
