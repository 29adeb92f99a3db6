"""What follows when everything was stored: parents, threads, members, lake."""

from django.utils.translation import gettext as _

from steward.foundation.jobs.public import Reporter
from steward.stream.activity.public import Source


def settle(source: Source, reporter: Reporter, done: int) -> None:
    """Bring everything that is derived from the stream up to date. Done again, it changes nothing."""
    reporter.report(done, done, _("Joining answers to questions"), force=True)
