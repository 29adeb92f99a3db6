"""Work of this room that runs in the background."""

from typing import Any

from steward.foundation.jobs.public import Progress, enqueue, handles, scheduled
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.people.joining.actions.leave import due_to_leave, erase_leaver
from steward.people.joining.enums import ERASE


@handles(ERASE)
def erase_leavers(progress: Progress) -> dict[str, Any]:
    """Erase every account whose seven days are over, each in a transaction of its own."""
    del progress  # few, and each is quick
    return {"erased": sum(erase_leaver(actor=SYSTEM, account_id=account) for account in due_to_leave(clock.now()))}


@scheduled("joining.leavers", "17 * * * *")
def look_for_leavers() -> None:
    """Every hour: is there anybody to erase?"""
    if due_to_leave(clock.now()):
        enqueue(actor=SYSTEM, kind=ERASE)
