"""What appeals do by the clock."""

from steward.care.appeals.actions.escalate import escalate
from steward.foundation.jobs.public import scheduled
from steward.people.access.public import SYSTEM


@scheduled("appeals.escalate", "7 * * * *")
def say_what_is_late() -> None:
    """Every hour: leads hear of appeals past their time, owners of those past twice their time."""
    escalate(actor=SYSTEM)
