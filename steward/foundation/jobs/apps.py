"""The jobs room."""

import logging

from steward.foundation.kernel.rooms import Room


class JobsRoom(Room):
    """Background jobs."""

    name = "steward.foundation.jobs"
    label = "jobs"
    default = True

    def ready(self) -> None:
        """Load what the room offers; the queue's own notes on every job are noise."""
        from django_q.conf import logger

        logger.setLevel(logging.WARNING)
        super().ready()
