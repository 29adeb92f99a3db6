"""The door of jobs."""

from steward.foundation.jobs.actions.cancel import cancel, stop
from steward.foundation.jobs.actions.enqueue import enqueue
from steward.foundation.jobs.actions.run import run
from steward.foundation.jobs.handlers import Cancelled, Progress, Reporter, handles, scheduled
from steward.foundation.jobs.kinds import JobKind
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.queries import Pace, pace
from steward.foundation.jobs.worker import run_worker

__all__ = [
    "Cancelled",
    "Job",
    "JobKind",
    "Pace",
    "Progress",
    "Reporter",
    "cancel",
    "enqueue",
    "handles",
    "pace",
    "run",
    "run_worker",
    "scheduled",
    "stop",
]
