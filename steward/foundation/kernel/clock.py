"""The one place that asks the system what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, timezone-aware, UTC. Domain code takes `now` as an argument; mouths call this."""
    return datetime.now(UTC)
