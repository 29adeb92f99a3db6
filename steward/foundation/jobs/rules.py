"""Who may see and stop jobs, and which have lost their worker."""

from datetime import datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from steward.foundation.jobs.lifeline import is_gone
from steward.foundation.jobs.models import Job
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling

#: A running job of another machine that has not reported for so long has lost its worker.
STALE = timedelta(seconds=60)


class Actor(Protocol):
    """Who acts: what this room needs of a viewer."""

    @property
    def name(self) -> str:
        """For the journal."""
        ...

    @property
    def account_id(self) -> int | None:
        """The account, None for Steward itself."""
        ...

    def can(self, permission: str) -> bool:
        """Whether the permission is held."""
        ...


def is_visible(actor: Actor, job: Job) -> bool:
    """Those who may see jobs see all of them, everybody their own."""
    return actor.can("jobs.view") or (job.account_id is not None and job.account_id == actor.account_id)


def may_cancel(actor: Actor, job: Job) -> Ruling:
    """Whoever started a job may stop it; others need the right."""
    if actor.can("jobs.cancel") or (job.account_id is not None and job.account_id == actor.account_id):
        return Allowed()
    return Denied(_("Only the person who started this job, or a lead, may stop it."))


def is_lost(job: Job, now: datetime) -> bool:
    """Whether the job runs on paper only: its process is gone or, on another machine, silent."""
    if job.state != Job.State.RUNNING:
        return False
    gone = is_gone(job.worker)
    if gone is None:
        return job.heartbeat_at is None or now - job.heartbeat_at > STALE
    return gone
