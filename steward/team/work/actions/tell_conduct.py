"""What conduct asked for is done by hand on a channel: it hears of it in the same transaction."""

from steward.care.conduct.public import do_channel_task, reopen_channel_task
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import Viewer
from steward.team.work.enums import BY_HAND
from steward.team.work.models import Task


def tell_conduct(actor: Viewer, task: Task, *, done: bool) -> None:
    """Pass on that such a task is done, or is not after all; nothing for other tasks. Raises Forbidden (no judge)."""
    if not task.source.startswith(BY_HAND):
        return
    number = int(task.source.removeprefix(BY_HAND))
    try:
        (do_channel_task if done else reopen_channel_task)(actor=actor, task_id=number)
    except NotFound:  # overturned meanwhile: there is nothing left to do there
        return
