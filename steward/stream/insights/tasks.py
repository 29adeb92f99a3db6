"""Work done ahead, so that nobody waits for it."""

from typing import Any

from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.people.access.public import SYSTEM
from steward.stream.insights.queries.bands import keep_histories
from steward.stream.insights.queries.cells import SOURCES
from steward.stream.insights.queries.overview import overview
from steward.stream.insights.queries.stores import current_store

WARM = "insights.warm"


@handles(WARM)
def warm(_progress: Progress) -> dict[str, Any]:
    """Boil down the months that changed, answer the usual overview once, throw away what is out of use."""
    with current_store() as store:
        store.warm()
        store.sweep()
    overview(SYSTEM)
    keep_histories(SYSTEM, tuple(SOURCES))
    return {}


@scheduled("insights.warm", "25 * * * *")
def keep_warm() -> None:
    """Once an hour, after the lake."""
    ask_to_warm()


def ask_to_warm() -> None:
    """Enqueue the work ahead, unless it is waiting already."""
    if not Job.objects.filter(kind=WARM, state=Job.State.WAITING).exists():
        enqueue(actor=SYSTEM, kind=WARM)
