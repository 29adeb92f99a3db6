"""The design system as a Django app."""

from steward.foundation.kernel.rooms import Room


class UiRoom(Room):
    """Shells, components, preferences."""

    name = "steward.foundation.ui"
    label = "ui"
