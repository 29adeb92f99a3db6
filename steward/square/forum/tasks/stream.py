"""The square's part in the stream and the index: soon after each fact, and each minute for what was left."""

from typing import Any

from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.people.access.public import SYSTEM
from steward.square.forum.actions.flow import flow
from steward.square.forum.actions.index_posts import follow_words

FLOW = "forum.stream"


@handles(FLOW)
def follow_facts(progress: Progress) -> dict[str, Any]:
    """Bring stream and index up to the last fact."""
    return {"facts": flow(progress.report), "indexed": follow_words(progress.report)}


def ask_to_flow() -> None:
    """Enqueue the flow, unless it waits already."""
    if not Job.objects.filter(kind=FLOW, state=Job.State.WAITING).exists():
        enqueue(actor=SYSTEM, kind=FLOW)


@scheduled(FLOW, "* * * * *")
def keep_flowing() -> None:
    """What nobody asked for, or a killed process left, is done here; hardly anything waits, so it is short."""
    flow()
    follow_words()
