"""The webhooks room."""

from steward.foundation.kernel.rooms import Room


class WebhooksRoom(Room):
    """Telling other systems what happened."""

    name = "steward.stream.webhooks"
    label = "webhooks"
