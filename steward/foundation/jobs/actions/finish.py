"""Ending a job."""

from typing import Any

from django.db import transaction

from steward.foundation.jobs.events import JobFinished
from steward.foundation.jobs.models import Job
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock


def finish(*, job: Job, attempt: int, state: Job.State, result: dict[str, Any] | None = None, error: str = "") -> bool:
    """Record how the attempt ended and announce it; False when the job no longer belongs to this attempt."""
    with transaction.atomic():
        ended = Job.objects.filter(
            pk=job.pk, attempts=attempt, state__in=[Job.State.WAITING, Job.State.RUNNING]
        ).update(state=state, result=result or {}, error=error, finished_at=clock.now(), worker="")
        if ended:
            actor = f"account:{job.account_id}" if job.account_id else "system"
            publish(JobFinished(job.pk, job.kind, str(state)), actor=actor)
    return bool(ended)
