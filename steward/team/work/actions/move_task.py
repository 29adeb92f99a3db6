"""Move a card on the board: to another state, to another place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.team.work.actions.change_task import change, locked, remember
from steward.team.work.actions.place import below
from steward.team.work.enums import BOARD, State


@transaction.atomic
def move_task(
    *,
    actor: Viewer,
    task_id: int,
    state: str,
    under: int | None = None,
    waiting_for: str | None = None,
    now: datetime | None = None,
) -> Decision | None:
    """Put the card into a column, right under another card of it, or at the top; None where it stands there.

    `waiting_for` says on whom or what it waits. Raises Forbidden, NotFound, Invalid (no column).
    """
    if state not in BOARD:
        raise Invalid({"state": _("Choose a column of the board.")})
    task = locked(actor, task_id)
    values = {"state": State(state), "position": below(task, state, under)}
    if waiting_for is not None and state == State.WAITING:
        values["waiting_for"] = " ".join(waiting_for.split())[:200]
    found = change(actor, task, values, now)
    return remember(actor, [found] if found else [])
