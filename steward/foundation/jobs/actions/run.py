"""Running a job: what the queue calls in a worker."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from steward.foundation.jobs.actions.finish import finish
from steward.foundation.jobs.handlers import Cancelled, Interrupted, Progress, handlers
from steward.foundation.jobs.lifeline import stop_asked, this_process
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.rules import is_lost
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 5.0


def run(job_id: int) -> str:
    """Claim the job, call its handler, record the end; returns the state it left, "" when it was not ours to run."""
    job = None if stop_asked() else claim(job_id)
    if job is None:
        return ""
    with translation.override(_language(job)), _heartbeat(job):
        return _call(job)


def claim(job_id: int) -> Job | None:
    """Take the job to run it; None when it is over or another worker has it."""
    now = clock.now()
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.is_over or (job.state == Job.State.RUNNING and not is_lost(job, now)):
            return None
        job.state, job.worker, job.attempts = Job.State.RUNNING, this_process(), job.attempts + 1
        job.started_at = job.heartbeat_at = now
        job.save(update_fields=["state", "worker", "attempts", "started_at", "heartbeat_at"])
    return job


def _call(job: Job) -> str:
    progress = Progress(job.pk, job.attempts)
    try:
        result = handlers[job.kind](progress, **job.args) or {}
    except Cancelled:
        finish(job=job, attempt=job.attempts, state=Job.State.CANCELLED)
        return Job.State.CANCELLED
    except Interrupted:
        Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING).update(
            state=Job.State.WAITING, worker=""
        )
        return Job.State.WAITING
    except Exception as error:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        finish(job=job, attempt=job.attempts, state=Job.State.FAILED, error=_sentence(error, job))
        return Job.State.FAILED
    finish(job=job, attempt=job.attempts, state=Job.State.DONE, result=result)
    return Job.State.DONE


def _sentence(error: Exception, job: Job) -> str:
    """What to tell the person: the error's own sentence, or that it is in the log."""
    if sentence := getattr(error, "sentence", ""):
        return str(sentence)
    if isinstance(error, Forbidden | Invalid):
        return str(error)
    return _("Something went wrong inside Steward. The server's log has the details under “job %(id)s”.") % {
        "id": job.pk
    }


def _language(job: Job) -> str:
    """The language of whoever started it: its sentences are for them."""
    return getattr(job.account, "language", "") or settings.LANGUAGE_CODE


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Keep the job's heartbeat going from a thread, also while its handler is silent."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job.pk, job.attempts, stop), name=f"heartbeat {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()


def _beat(job_id: int, attempt: int, stop: threading.Event) -> None:
    while not stop.wait(HEARTBEAT_SECONDS):
        try:
            mine = Job.objects.filter(pk=job_id, attempts=attempt, state=Job.State.RUNNING)
            mine.update(heartbeat_at=clock.now())
        except DatabaseError:
            log.debug("a heartbeat of job %s was missed", job_id, exc_info=True)
        finally:
            connection.close()
