"""The jobs of moving."""

import logging
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.jobs.public import Cancelled, Interrupted, Progress, handles
from steward.square.moving.actions.run import run_move
from steward.square.moving.actions.stop import stop_move
from steward.square.moving.actions.undo import run_undo
from steward.square.moving.enums import MOVE, UNDO

log = logging.getLogger(__name__)


@handles(MOVE)
def move_in(progress: Progress, *, move: int) -> dict[str, Any]:
    """Carry a move out, from where it stands."""
    return _run(run_move, progress, move)


@handles(UNDO)
def move_out(progress: Progress, *, move: int) -> dict[str, Any]:
    """Take a move back, from where it stands."""
    return _run(run_undo, progress, move)


def _run(work: Callable[[Progress, int], dict[str, Any]], progress: Progress, move: int) -> dict[str, Any]:
    try:
        return work(progress, move)
    except Interrupted:
        raise  # another worker goes on from here
    except Cancelled:
        stop_move(move_id=move)
        raise
    except Exception:
        stop_move(move_id=move, error=_("Something went wrong inside Steward. What was moved stays; start it again."))
        raise
