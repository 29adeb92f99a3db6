"""The base of every room's AppConfig."""

from django.apps import AppConfig

from steward.foundation.kernel.registry import load_contributions


class Room(AppConfig):
    """A Django app that hands in its contributions, subscribers and jobs when everything is loaded."""

    default_auto_field = "django.db.models.BigAutoField"
    #: Django takes the one AppConfig of an apps.py that is not marked otherwise: never this base, always its child.
    default = False

    def __init_subclass__(cls, **kwargs: object) -> None:
        """A room is what Django shall load."""
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        """Load what the room offers."""
        load_contributions(self.name)
