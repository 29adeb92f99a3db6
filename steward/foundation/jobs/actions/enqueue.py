"""Asking for background work."""

from typing import Any

from django.db import transaction
from django_q.tasks import async_task

from steward.foundation.jobs.handlers import handlers
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.rules import Actor


def enqueue(*, actor: Actor, kind: str, **args: Any) -> Job:
    """Write a waiting job and its place in the queue in the caller's transaction: it starts after the commit.

    `args` are plain ids and words. The caller has decided that the actor may. Raises LookupError for an unknown kind.
    """
    if kind not in handlers:
        raise LookupError(f"no room handles jobs of kind {kind!r}")
    with transaction.atomic():
        job = Job.objects.create(kind=kind, args=args, account_id=actor.account_id)
        hand_over(job.pk)
    return job


def hand_over(job_id: int) -> None:
    """Put the job into the queue. More than once does no harm: only one worker can claim it."""
    async_task("steward.foundation.jobs.actions.run.run", job_id, q_options={"task_name": f"job {job_id}"})
