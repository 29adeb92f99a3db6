"""The base of every room's AppConfig."""

from django.apps import AppConfig

from steward.foundation.kernel.registry import load_contributions


class Room(AppConfig):
    """A Django app that hands in its contributions, subscribers and jobs when everything is loaded."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load what the room offers."""
        load_contributions(self.name)
