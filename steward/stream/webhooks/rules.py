"""When to try again, and when to stop."""

from datetime import datetime, timedelta

from steward.stream.webhooks.models import Endpoint

MANAGE = "webhooks.manage"

#: Waiting time after the first, second, … failed attempt; after the last the delivery is given up.
DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
#: An endpoint that has failed for so long without one success is paused.
PATIENCE = timedelta(days=3)
KEPT = timedelta(days=30)
#: How long a renewed secret's forerunner still signs.
OVERLAP = timedelta(hours=24)
#: The receiver says that it is not there any more (HTTP 410).
GONE = 410


def next_due(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts; None when it has been tried often enough."""
    return now + DELAYS[attempts - 1] if attempts <= len(DELAYS) else None


def is_worn_out(endpoint: Endpoint, now: datetime, status: int | None) -> bool:
    """Whether the endpoint should not be asked any more."""
    return status == GONE or (endpoint.failing_since is not None and now - endpoint.failing_since >= PATIENCE)
