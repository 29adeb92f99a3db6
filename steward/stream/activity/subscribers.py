"""What the activity room does when it hears of something."""

from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM
from steward.people.members.events import MemberErased, MembersMerged, MergeUndone
from steward.stream.activity.events import BatchIngested, SourceRemoved
from steward.stream.activity.tasks import SETTLE, WORDS, ask_to_settle


@subscribe(BatchIngested)
def settle_batch(fact: BatchIngested) -> None:
    """Live activity is settled soon; an import settles once, at its end."""
    if fact.live:
        ask_to_settle()


@subscribe(MembersMerged)
def settle_merge(_fact: MembersMerged) -> None:
    """Threads have fewer participants now."""
    ask_to_settle()


@subscribe(MergeUndone)
def settle_parting(_fact: MergeUndone) -> None:
    """Threads have more participants now."""
    ask_to_settle()


@subscribe(SourceRemoved)
def settle_removal(_fact: SourceRemoved) -> None:
    """The lake's files have rows too many."""
    ask_to_settle()


@subscribe(MemberErased)
def settle_erasure(_fact: MemberErased) -> None:
    """Nothing of the erased may remain in the lake's files."""
    enqueue(actor=SYSTEM, kind=SETTLE, erase=True)


@subscribe(SourceRemoved)
def sweep_index(_fact: SourceRemoved) -> None:
    """What was said there is not found any more."""
    enqueue(actor=SYSTEM, kind=WORDS, sweep=True)
