"""The door of jobs."""

from steward.foundation.jobs.actions.cancel import cancel, stop
from steward.foundation.jobs.actions.enqueue import enqueue
from steward.foundation.jobs.actions.run import run
from steward.foundation.jobs.handlers import Cancelled, Interrupted, Progress, Reporter, handles, scheduled
from steward.foundation.jobs.kinds import JobKind
from steward.foundation.jobs.lifeline import is_gone, this_process
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.queries import Pace, pace, stale_jobs
from steward.foundation.jobs.worker import run_worker

__all__ = [
    "Cancelled",
    "Interrupted",
    "Job",
    "JobKind",
    "Pace",
    "Progress",
    "Reporter",
    "cancel",
    "enqueue",
    "handles",
    "is_gone",
    "pace",
    "run",
    "run_worker",
    "scheduled",
    "stale_jobs",
    "stop",
    "this_process",
]
