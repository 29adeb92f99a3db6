"""Housekeeping of pictures."""

from steward.foundation.jobs.public import scheduled
from steward.foundation.media.actions.remove_pictures import sweep


@scheduled("media.sweep", "23 * * * *")
def sweep_pictures() -> None:
    """Every hour, what nothing has needed for a day goes."""
    sweep()
