"""What a room's `tasks.py` uses: the decorators that name handlers and schedules, and a handler's hold on its job."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from steward.foundation.jobs.cron import next_after
from steward.foundation.jobs.lifeline import stop_asked
from steward.foundation.jobs.models import Job
from steward.foundation.kernel import clock


class Cancelled(Exception):
    """The person asked for the job to stop; raised at the next progress report."""


class Interrupted(Exception):
    """The worker must stop, or another one has taken the job over; the job itself goes on later or elsewhere."""


class Reporter(Protocol):
    """Anything that takes progress reports: a job's `Progress`, or the progress bar of a command."""

    def report(self, done: int, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Take note of the progress; raise `Cancelled` to stop the work."""
        ...


class Progress:
    """A handler's hold on its job: reports how far it is (at most once a second) and learns of cancellation."""

    def __init__(self, job_id: int, attempt: int) -> None:
        self.job_id = job_id
        self.attempt = attempt
        self._last: datetime | None = None

    def report(self, done: int, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Store progress and heartbeat; raise `Cancelled` when asked to stop, `Interrupted` when the worker must."""
        now = clock.now()
        if not force and self._last is not None and now - self._last < timedelta(seconds=1):
            return
        self._last = now
        if stop_asked():
            raise Interrupted
        mine = Job.objects.filter(pk=self.job_id, attempts=self.attempt, state=Job.State.RUNNING)
        if not mine.filter(cancel_requested=False).update(done=done, total=total, note=note[:300], heartbeat_at=now):
            raise Cancelled if mine.exists() else Interrupted


Handler = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Run a function every so often (cron grammar, UTC)."""

    name: str
    cron: str
    run: Callable[[], None]


handlers: dict[str, Handler] = {}
schedules: dict[str, Schedule] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Name the handler of a kind of job: `handler(progress, **args)` returns the job's result (JSON-ready), or None.

    It must be idempotent: a job whose worker died is run again from the start. An exception with a `sentence`, or one
    of the kernel's refusals, is shown to the person as it is; any other is logged and shown as a general sentence.
    """

    def register(handler: Handler) -> Handler:
        handlers[kind] = handler
        return handler

    return register


def scheduled(name: str, cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run the function by cron grammar (UTC) while a worker runs; a turn missed meanwhile is taken once, late.

    It is short: long work is a job it enqueues. Raises `BadCron`.
    """
    next_after(cron, clock.now())

    def register(function: Callable[[], None]) -> Callable[[], None]:
        schedules[name] = Schedule(name, cron, function)
        return function

    return register
