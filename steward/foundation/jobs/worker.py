"""The worker process: django-q2's cluster, kept honest by our own timetable and the search for lost jobs."""

import logging
import os
import signal
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections

from steward.foundation.jobs import lifeline
from steward.foundation.jobs.actions.recover import recover
from steward.foundation.jobs.actions.tick import synchronise, tick
from steward.foundation.kernel import clock

log = logging.getLogger(__name__)
ROUND_SECONDS = 2.0
_NAP = 0.2


class WorkerLost(Exception):
    """The cluster's processes ended by themselves; whoever started the worker may start it again."""


def run_worker() -> None:
    """Run jobs and schedules until SIGTERM or SIGINT; call it in the main thread of a process of its own.

    Asked to stop, or left behind by whoever started it, running jobs stop at their next report and go on when a worker
    runs again. Raises `WorkerLost`.
    """
    from django_q.cluster import Cluster

    logging.getLogger("django-q").setLevel(logging.WARNING)
    connections.close_all()  # a connection must not be shared over a fork
    lifeline.watch_children()
    cluster = Cluster()
    cluster.start()
    asked = _listen()
    parent = os.getppid()
    synchronise(clock.now())
    while not asked and cluster.sentinel.is_alive() and os.getppid() == parent:
        _round()
        _rest(asked)
    lifeline.ask_to_stop()
    if not cluster.stop() and not asked:
        raise WorkerLost


def _listen() -> list[int]:
    """A list that is empty until a signal asks to stop; a handler may not do more than note it."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGINT, note)
    return asked


def _round() -> None:
    close_old_connections()
    try:
        recover(clock.now())
        tick(clock.now())
    except DatabaseError:
        log.exception("the database did not answer; trying again")


def _rest(asked: list[int]) -> None:
    end = time.monotonic() + ROUND_SECONDS
    while not asked and time.monotonic() < end:
        time.sleep(_NAP)
