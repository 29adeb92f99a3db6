"""What the moving room does when it hears of something."""

from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM
from steward.square.moving.enums import MOVE, UNDO
from steward.square.moving.events import MoveStarted
from steward.square.moving.models import Move
from steward.square.moving.tasks import move_in  # noqa: F401 — the handlers must be known before a job is asked for


@subscribe(MoveStarted)
def carry_out(fact: MoveStarted) -> None:
    """A job does it."""
    job = enqueue(actor=SYSTEM, kind=UNDO if fact.undo else MOVE, move=fact.move_id)
    Move.objects.filter(pk=fact.move_id).update(job_id=job.pk)
