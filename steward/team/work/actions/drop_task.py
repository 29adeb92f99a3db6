"""Drop a task: it is not to be done any more."""

from datetime import datetime

from django.db import transaction

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer
from steward.team.work.actions.change_task import change, locked, remember
from steward.team.work.enums import State
from steward.team.work.rules.rights import may_drop


@transaction.atomic
def drop_task(*, actor: Viewer, task_id: int, ends: bool = False, now: datetime | None = None) -> Decision | None:
    """Not to be done; of one that repeats only this turn, with `ends` every later one too. None where it is over.

    Raises Forbidden (not its maker, its owner or a lead), NotFound.
    """
    task = locked(actor, task_id)
    require(may_drop(actor, task))
    if not task.is_open:
        return None
    values = {"state": State.DROPPED} | ({"repeat": ""} if ends else {})
    found = change(actor, task, values, now)
    return remember(actor, [found] if found else [])
