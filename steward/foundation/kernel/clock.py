"""The one place that asks the system what time it is.

`STEWARD_TEST_CLOCK` names a file with an offset in seconds, for tests and demonstrations that move the clock of every
process at once. Without the variable nothing is read.
"""

import os
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

#: Days that can be chosen anywhere: reckoning beyond them serves nobody, and the calendar of machines ends.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2200, 1, 1)
_MOVED = os.environ.get("STEWARD_TEST_CLOCK", "")


def now() -> datetime:
    """The present moment, timezone-aware, UTC. Domain code takes `now` as an argument; mouths call this."""
    return datetime.now(UTC) + _offset() if _MOVED else datetime.now(UTC)


def _offset() -> timedelta:
    with suppress(OSError, ValueError, OverflowError):
        return timedelta(seconds=float(Path(_MOVED).read_text(encoding="ascii")))
    return timedelta(0)
