"""Give a task to somebody, take one, leave it to the team."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Overtaken
from steward.people.access.public import Viewer
from steward.team.work.actions.change_task import change, locked, remember
from steward.team.work.actions.check import checked_people


@transaction.atomic
def assign_task(*, actor: Viewer, task_id: int, owner_id: int | None, now: datetime | None = None) -> Decision | None:
    """Give it to a team mate, or with None to nobody: it is open to the team. None where it is theirs already.

    Raises Forbidden, NotFound, Invalid (not of the team).
    """
    task = locked(actor, task_id)
    checked_people([owner_id], task)
    found = change(actor, task, {"owner_id": owner_id}, now)
    return remember(actor, [found] if found else [])


@transaction.atomic
def take_task(*, actor: Viewer, task_id: int, now: datetime | None = None) -> Decision | None:
    """Take a task nobody has. Raises Forbidden, NotFound, Overtaken (somebody was quicker)."""
    task = locked(actor, task_id)
    if task.owner_id not in {None, actor.own_id}:
        raise Overtaken(_("Somebody else has taken this task."))
    found = change(actor, task, {"owner_id": actor.own_id}, now)
    return remember(actor, [found] if found else [])
