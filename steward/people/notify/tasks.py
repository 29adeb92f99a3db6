"""Work of this room that runs in the background."""

from typing import Any

from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.people.notify.actions.deliver import deliver
from steward.people.notify.actions.erase import prune
from steward.people.notify.mailbox import fetch, is_configured
from steward.people.notify.queries.log import is_due

DELIVER = "notify.deliver"


@handles(DELIVER)
def deliver_mail(progress: Progress) -> dict[str, Any]:
    """Hand over what is due, a few hundred mails between two reports."""
    sent = failed = 0
    while True:
        tally = deliver(now=clock.now(), stop_after=300)
        sent, failed = sent + tally.sent, failed + tally.failed
        if not tally.seen or tally.unreachable:
            return {"sent": sent, "failed": failed}
        progress.report(sent)


@scheduled("notify.deliver", "* * * * *")
def deliver_when_due() -> None:
    """Start a delivery when a mail is due and none is under way."""
    busy = Job.objects.filter(kind=DELIVER, state__in=[Job.State.WAITING, Job.State.RUNNING])
    if is_due(clock.now()) and not busy.exists():
        enqueue(actor=SYSTEM, kind=DELIVER)


@scheduled("notify.fetch", "* * * * *")
def fetch_answers() -> None:
    """Fetch answers by mail, where a mailbox is set up."""
    if is_configured():
        fetch(clock.now())


@scheduled("notify.prune", "20 4 * * *")
def prune_old() -> None:
    """Drop what is old."""
    prune(clock.now())
