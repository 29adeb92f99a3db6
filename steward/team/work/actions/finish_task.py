"""Finish a task, open it again."""

from datetime import datetime

from django.db import transaction

from steward.foundation.journal.public import Decision
from steward.people.access.public import Viewer
from steward.team.work.actions.change_task import change, locked, remember
from steward.team.work.enums import State


@transaction.atomic
def finish_task(*, actor: Viewer, task_id: int, now: datetime | None = None) -> Decision | None:
    """It is done; the next turn of one that repeats is made. None where it was done before.

    Returns the journal's decision that `undo_change` takes back. Raises Forbidden, NotFound.
    """
    found = change(actor, locked(actor, task_id), {"state": State.DONE}, now)
    return remember(actor, [found] if found else [])


@transaction.atomic
def reopen_task(*, actor: Viewer, task_id: int, now: datetime | None = None) -> Decision | None:
    """It is to be done after all; None where it is open. Raises Forbidden, NotFound."""
    task = locked(actor, task_id)
    found = None if task.is_open else change(actor, task, {"state": State.TODO}, now)
    return remember(actor, [found] if found else [])
