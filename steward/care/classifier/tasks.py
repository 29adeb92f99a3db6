"""Training in the background."""

from typing import Any

from steward.care.classifier.actions.train import train, train_soon
from steward.care.classifier.enums import TRAIN
from steward.care.classifier.queries.due import is_due
from steward.foundation.jobs.public import Job, Progress, handles, scheduled
from steward.people.access.public import SYSTEM


@handles(TRAIN)
def train_version(progress: Progress) -> dict[str, Any]:
    """Train and measure a version."""
    account = Job.objects.filter(pk=progress.job_id).values_list("account_id", flat=True).first()
    version = train(actor=SYSTEM, progress=progress, job_id=progress.job_id, account_id=account)
    return {"version": version.number}


@scheduled("classifier.train", "20 19 * * 0")
def train_weekly() -> None:
    """Once a week, when enough was decided since the last time."""
    if is_due():
        train_soon(actor=SYSTEM)
