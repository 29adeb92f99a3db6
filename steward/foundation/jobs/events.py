"""What the jobs room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class JobFinished:
    """A job is over: done, failed or cancelled."""

    type: ClassVar[str] = "jobs.finished"
    subject: ClassVar[str] = "job:job_id"
    job_id: int
    kind: str
    state: str
