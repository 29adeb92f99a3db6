"""The room's own schedules."""

from datetime import timedelta

from steward.foundation.jobs.handlers import scheduled
from steward.foundation.jobs.models import Job
from steward.foundation.kernel import clock

KEPT_DAYS = 60


@scheduled("jobs.tidy", "40 3 * * *")
def tidy() -> None:
    """Forget jobs that ended long ago; what they did is in the journal."""
    Job.objects.filter(finished_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()
