"""Stopping a job."""

from django.db import transaction

from steward.foundation.jobs.actions.finish import finish
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.rules import Actor, is_visible, may_cancel
from steward.foundation.kernel.ruling import NotFound, require


def cancel(*, actor: Actor, job_id: int) -> Job:
    """Ask a running job to stop at its next report; one that has not begun is over at once. A finished one stays.

    Raises NotFound and Forbidden.
    """
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not is_visible(actor, job):
        raise NotFound
    require(may_cancel(actor, job))
    stop(job_id)
    job.refresh_from_db()
    return job


def stop(job_id: int) -> None:
    """The same for a room that has made its own decision about who may."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.is_over:
            return
        Job.objects.filter(pk=job_id).update(cancel_requested=True)
        if job.state == Job.State.WAITING:
            finish(job=job, attempt=job.attempts, state=Job.State.CANCELLED)
