"""Work of this room that runs in the background."""

from typing import Any

from steward.direction.today.actions.tell_moves import tell_moves
from steward.direction.today.enums import MOVES
from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.people.access.public import SYSTEM


@handles(MOVES)
def tell(progress: Progress) -> dict[str, Any]:
    """Build the sentences anew."""
    del progress  # a few seconds
    return {"languages": len(tell_moves(actor=SYSTEM).rows)}


@scheduled("today.moves", "35 * * * *")
def ask_to_tell() -> None:
    """Once an hour, after the overview was warmed."""
    if not Job.objects.filter(kind=MOVES, state=Job.State.WAITING).exists():
        enqueue(actor=SYSTEM, kind=MOVES)
