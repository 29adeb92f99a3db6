"""The point `job-kinds`: how a kind of job is called on screen and where its result is seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from steward.foundation.jobs.models import Job
from steward.foundation.kernel.registry import items


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job. `page(job)` is the address where its work or result is seen, or ""."""

    kind: str
    label: Any  # lazily translated
    page: Callable[[Job], str] | None = None


def kind_of(job: Job) -> JobKind:
    """What was contributed for the job's kind; its bare name otherwise."""
    found = next((kind for kind in items("job-kinds") if kind.kind == job.kind), None)
    return found or JobKind(job.kind, job.kind)
