"""Reading jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.jobs.models import Job, Timetable
from steward.foundation.jobs.rules import Actor, is_lost, is_visible
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import WorkItem
from steward.foundation.kernel.ruling import NotFound


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast something goes: seconds spent, units per second, seconds left; None for what nobody can know yet."""

    seconds: float
    rate: float | None
    left: float | None


def pace(done: int, total: int | None, seconds: float) -> Pace:
    """The pace after `done` of `total` units in `seconds`."""
    rate = done / seconds if done and seconds > 0 else None
    left = (total - done) / rate if rate and total is not None and total >= done else None
    return Pace(seconds, rate, left)


def jobs_for(viewer: Actor, state: str = "") -> QuerySet[Job]:
    """The viewer's jobs, or everybody's with the right to see them; newest first, with whoever started each."""
    jobs = Job.objects.select_related("account").order_by("-pk")
    if not viewer.can("jobs.view"):
        jobs = jobs.filter(Q(account_id=viewer.account_id) & Q(account__isnull=False))
    return jobs.filter(state=state) if state else jobs


def job_for(viewer: Actor, job_id: int) -> Job:
    """One job; raises NotFound when it is not there or not the viewer's to see."""
    job = Job.objects.select_related("account").filter(pk=job_id).first()
    if job is None or not is_visible(viewer, job):
        raise NotFound
    return job


def pace_of(job: Job, now: datetime) -> Pace:
    """The pace of a job since its latest start."""
    until = job.finished_at or now
    seconds = (until - job.started_at).total_seconds() if job.started_at else 0.0
    return pace(job.done, job.total, seconds)


def stale_jobs(now: datetime | None = None) -> int:
    """How many jobs lost their worker or, while none is busy, have waited for one for more than a minute."""
    moment = now or clock.now()
    running = list(Job.objects.filter(state=Job.State.RUNNING))
    lost = sum(is_lost(job, moment) for job in running)
    if len(running) > lost:
        return lost
    return lost + Job.objects.filter(state=Job.State.WAITING, created_at__lt=moment - timedelta(minutes=1)).count()


def timetable() -> QuerySet[Timetable]:
    """Every schedule, by name."""
    return Timetable.objects.all()


#: Days a failed job is something to look at; later it is history.
RECENT_DAYS = 3


def failed_jobs(viewer: Actor, now: datetime | None = None) -> list[WorkItem]:
    """How many jobs failed in the last days, for who looks after the installation; one query."""
    since = (now or clock.now()) - timedelta(days=RECENT_DAYS)
    count = jobs_for(viewer, Job.State.FAILED).filter(finished_at__gte=since).count()
    text = ngettext("%(n)d background job failed", "%(n)d background jobs failed", count) % {"n": count}
    address = f"{reverse('jobs-list')}?state={Job.State.FAILED}"
    return [WorkItem(text, address, mine=False, count=count, verb=_("Look"))] if count else []
