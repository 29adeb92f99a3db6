"""Finding jobs that lost their worker or their place in the queue."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django_q.models import OrmQ

from steward.foundation.jobs.actions.enqueue import hand_over
from steward.foundation.jobs.actions.finish import finish
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.rules import is_lost

log = logging.getLogger(__name__)

#: A waiting job gets this long to appear in the queue before it is looked for.
UNQUEUED = timedelta(seconds=5)
#: After so many lost workers the job itself is the likely cause.
MOST_ATTEMPTS = 10


def recover(now: datetime) -> int:
    """Hand every lost job to the queue again; returns how many. Any number of workers may do so at once."""
    found = [job for job in Job.objects.filter(state=Job.State.RUNNING) if is_lost(job, now)]
    handed = sum(_again(job, now) for job in found)
    waiting = set(
        Job.objects.filter(state=Job.State.WAITING, created_at__lt=now - UNQUEUED).values_list("pk", flat=True)
    )
    if waiting:
        for job_id in waiting - _queued(now):
            hand_over(job_id)
            handed += 1
    return handed


def _queued(now: datetime) -> set[int]:
    """Jobs in the queue that no worker has taken yet."""
    words = (row.task.get("args") for row in OrmQ.objects.filter(lock__lte=now))
    return {args[0] for args in words if args and isinstance(args[0], int)}


def _again(job: Job, now: datetime) -> bool:
    if job.cancel_requested:
        finish(job=job, attempt=job.attempts, state=Job.State.CANCELLED)
        return False
    if job.attempts >= MOST_ATTEMPTS:
        error = _("Its worker was lost %(count)d times, so it was given up. The server's log may say why.")
        finish(job=job, attempt=job.attempts, state=Job.State.FAILED, error=error % {"count": job.attempts})
        return False
    with transaction.atomic():
        current = Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING)
        if not current.update(state=Job.State.WAITING, worker="", heartbeat_at=now):
            return False
        hand_over(job.pk)
    log.warning("job %s (%s) lost its worker and is started again", job.pk, job.kind)
    return True
