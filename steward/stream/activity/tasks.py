"""The room's jobs and schedules."""

from typing import Any

from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.people.access.public import SYSTEM
from steward.stream.activity.actions.index_words import index_words, sweep_words
from steward.stream.activity.derive.settle import settle
from steward.stream.activity.lake.advance import compact_lake

SETTLE = "activity.settle"
WORDS = "activity.words"


@handles(SETTLE)
def settle_stream(progress: Progress, *, erase: bool = False) -> dict[str, Any]:
    """Bring threads, members' last seen and the lake up to the end of the stream."""
    return {"rows": settle(progress.report, erase=erase)}


@handles("activity.compact")
def compact(_progress: Progress) -> dict[str, Any]:
    """Write months that lie in several files into one."""
    return {"months": compact_lake()}


def ask_to_settle() -> None:
    """Enqueue a settling, unless one is waiting already."""
    if not Job.objects.filter(kind=SETTLE, state=Job.State.WAITING, args={}).exists():
        enqueue(actor=SYSTEM, kind=SETTLE)


@scheduled("activity.settle", "*/10 * * * *")
def catch_up() -> None:
    """What a killed process left undone is done here."""
    ask_to_settle()


@scheduled("activity.compact", "30 19 * * *")
def tidy_lake() -> None:
    """Compact the lake at night (03:30 in Shanghai)."""
    enqueue(actor=SYSTEM, kind="activity.compact")


@handles(WORDS)
def find_words(progress: Progress, *, sweep: bool = False) -> dict[str, Any]:
    """Bring the search index to the end of the stream; with `sweep`, take out what is gone with its source."""
    return {"rows": index_words(report=progress.report), "removed": sweep_words() if sweep else 0}


@scheduled("activity.words", "* * * * *")
def keep_words() -> None:
    """What was said a minute ago can be found; after an import of many, a job does it."""
    if (
        index_words(limit=10_000) == 10_000
        and not Job.objects.filter(kind=WORDS, state__in=(Job.State.WAITING, Job.State.RUNNING)).exists()
    ):
        enqueue(actor=SYSTEM, kind=WORDS)
