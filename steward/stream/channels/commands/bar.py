"""The progress bar of `steward import`, on standard error; Ctrl-C stops the import after its batch."""

import signal
import time
from types import FrameType, TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from steward.foundation.jobs.public import Cancelled
from steward.stream.channels.models import Import


class Bar:
    """Takes a run's reports (a `jobs.Reporter`)."""

    def __init__(self, run: Import) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[count]} {task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task(run.filename, total=None, count="", rate="")
        self._start = run.position
        self._began = time.monotonic()
        self._stopping = False

    def report(self, done: int, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Draw; raise `Cancelled` once Ctrl-C was pressed."""
        del force  # drawing has its own pace
        if self._stopping:
            raise Cancelled
        seconds = time.monotonic() - self._began
        rate = f"{(done - self._start) / seconds:,.0f}/s" if seconds > 1 and done > self._start else ""
        self._progress.update(
            self._task, completed=done, total=total, description=note, count=f"{done:,}" if done else "", rate=rate
        )

    def __enter__(self) -> Self:
        self._progress.start()
        self._handlers = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._progress.stop()

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """The first Ctrl-C asks; a second one, in a step that does not report, breaks off (nothing is half stored)."""
        if self._stopping:
            signal.default_int_handler(number, None)
        self._stopping = True
