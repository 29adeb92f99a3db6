"""What work does by the clock."""

from steward.foundation.jobs.public import scheduled
from steward.people.access.public import SYSTEM
from steward.team.work.actions.keep_channel_tasks import keep_channel_tasks
from steward.team.work.actions.remind import remind
from steward.team.work.actions.repeat import repeat


@scheduled("work.remind", "*/5 * * * *")
def say_what_is_due() -> None:
    """Every five minutes: what is due soon, what is late."""
    remind(actor=SYSTEM)


@scheduled("work.repeat", "1-59/10 * * * *")
def make_turns() -> None:
    """Every ten minutes, for all time zones: the turns whose day has come."""
    repeat(actor=SYSTEM)


@scheduled("work.channel_tasks", "4-59/15 * * * *")
def stay_in_step() -> None:
    """Every quarter of an hour: what was missed of conduct's tasks when a process died."""
    keep_channel_tasks(actor=SYSTEM)
