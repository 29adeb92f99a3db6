"""Work of webhooks in the background."""

import time
from datetime import timedelta
from typing import Any

from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.foundation.journal.public import latest, position
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.stream.webhooks.actions.deliver import deliver_due, prune
from steward.stream.webhooks.actions.follow import CONSUMER, follow
from steward.stream.webhooks.models import Delivery, Endpoint

JOB = "webhooks.deliver"
#: A turn is short: the worker has other work; what is left comes with the next.
_TURN_SECONDS = 40.0
#: The first retry comes so soon that waiting for it is cheaper than another turn.
_SOON = timedelta(seconds=6)


@handles(JOB)
def deliver(progress: Progress) -> dict[str, Any]:
    """Read new facts, send what is due, wait for a retry that is due in a moment."""
    until, facts, sent = time.monotonic() + _TURN_SECONDS, 0, 0
    while time.monotonic() < until:
        facts += follow()
        sent += deliver_due(until=until, reporter=progress)
        next_at = _waiting().order_by("due_at").values_list("due_at", flat=True).first()
        if next_at is None or next_at > clock.now() + _SOON:
            break
        time.sleep(0.5)
        progress.report(sent)
    return {"facts": facts, "attempts": sent}


def deliver_soon() -> None:
    """Ask for a turn, unless one waits already."""
    if not Job.objects.filter(kind=JOB, state=Job.State.WAITING).exists():
        enqueue(actor=SYSTEM, kind=JOB)


@scheduled("webhooks.deliver", "* * * * *")
def deliver_when_due() -> None:
    """Every minute: retries, and what a lost subscriber never asked for."""
    behind = Endpoint.objects.filter(is_active=True).exists() and position(CONSUMER) < latest("journal")["journal"]
    if _waiting().filter(due_at__lte=clock.now()).exists() or (behind and follow() and _waiting().exists()):
        deliver_soon()


@scheduled("webhooks.prune", "41 3 * * *")
def forget_old_deliveries() -> None:
    """Once a day, what is older than thirty days goes."""
    prune(now=clock.now())


def _waiting() -> Any:
    return Delivery.objects.filter(state=Delivery.State.WAITING, endpoint__is_active=True)
