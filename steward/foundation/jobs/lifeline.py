"""Processes of a worker: who they are, whether they still live, and that none outlives the one who started it."""

import os
import socket
import threading
import time
from functools import cache
from multiprocessing import Event
from pathlib import Path

#: Seconds a job gets to reach its next report after the worker was asked to stop.
GRACE = 10
_PARENT_CHECK = 0.5

_stopping = Event()
_watched = False


def stop_asked() -> bool:
    """Whether this worker was asked to stop; shared by all of its processes."""
    return _stopping.is_set()


def ask_to_stop() -> None:
    """Ask every process of this worker to stop at the next good moment. Not for signal handlers: it takes a lock."""
    _stopping.set()


@cache
def _machine() -> str:
    """The host's name and its boot: two machines with one name, or one machine before and after a reboot, differ."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    except OSError:
        boot = ""
    return f"{socket.gethostname()[:120]}/{boot}"


def _started(pid: int) -> str | None:
    """When the process started (clock ticks since boot), "" where the system does not say, None when it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None if Path("/proc/self/stat").exists() else _by_signal(pid)
    except OSError:
        return _by_signal(pid)
    fields = stat.rpartition(")")[2].split()
    state, start = fields[0], fields[19]
    return None if state in "ZX" else start


def _by_signal(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        pass
    return ""


def this_process() -> str:
    """This process in one word: machine, pid and start, so that a reused pid is not mistaken for it."""
    pid = os.getpid()
    return f"{_machine()}:{pid}:{_started(pid) or ''}"


def is_gone(process: str) -> bool | None:
    """Whether a process named by `this_process` has ended; None when it ran on another machine."""
    machine, _colon, rest = process.partition(":")
    pid, _colon, start = rest.partition(":")
    if machine != _machine() or not pid.isdigit():
        return None
    return _started(int(pid)) != start


def _watch(parent: int) -> None:
    asked_at: float | None = None
    while True:
        time.sleep(_PARENT_CHECK)
        if os.getppid() != parent:
            os._exit(1)
        if stop_asked():
            asked_at = asked_at or time.monotonic()
            if time.monotonic() - asked_at > GRACE:
                os._exit(1)


def watch_children() -> None:
    """From now on every forked process ends itself soon after its parent ended, or `GRACE` after a stop was asked."""
    global _watched  # noqa: PLW0603  (a fork hook cannot be taken back, so it is set once)
    if not _watched:
        _watched = True
        os.register_at_fork(after_in_child=_begin_watch)


def _begin_watch() -> None:
    threading.Thread(target=_watch, args=(os.getppid(),), name="lifeline", daemon=True).start()
