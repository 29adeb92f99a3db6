"""The insights room."""

from steward.foundation.kernel.rooms import Room


class InsightsRoom(Room):
    """Metrics and how to see them."""

    name = "steward.stream.insights"
    label = "insights"
