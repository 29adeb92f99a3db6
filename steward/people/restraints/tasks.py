"""Restraints end by themselves."""

from steward.foundation.jobs.public import scheduled
from steward.people.restraints.actions.impose import lift_ended


@scheduled("restraints.end", "* * * * *")
def end() -> None:
    """Let everybody go whose time is over."""
    lift_ended()
