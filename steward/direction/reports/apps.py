"""The reports room."""

from steward.foundation.kernel.rooms import Room


class ReportsRoom(Room):
    """Daily, weekly and monthly reports, written and delivered on schedule."""

    name = "steward.direction.reports"
    label = "reports"
