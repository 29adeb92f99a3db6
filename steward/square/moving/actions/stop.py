"""Stopping a move."""

from steward.foundation.jobs.public import Job
from steward.foundation.jobs.public import stop as stop_job
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.moving.enums import State
from steward.square.moving.models import Move
from steward.square.moving.queries.sources import MANAGE


def ask_to_stop(*, actor: Viewer, source_id: int) -> None:
    """Stop after the batch being written; what was moved stays and another turn goes on. Raises Forbidden, NotFound."""
    require(allowed(actor, MANAGE))
    move = Move.objects.filter(source=source_id).first()
    if move is None:
        raise NotFound
    if Job.objects.filter(pk=move.job_id or 0).exists():
        stop_job(move.job_id or 0)
    stop_move(move_id=move.pk)


def stop_move(*, move_id: int, error: str = "") -> None:
    """Note that the turn was stopped or broke off."""
    running = Move.objects.filter(pk=move_id, state__in=(State.RUNNING, State.UNDOING))
    running.update(state=State.STOPPED, error=error, finished_at=clock.now())
