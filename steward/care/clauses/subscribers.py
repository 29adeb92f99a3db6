"""What follows from an edition: members are told, in a job."""

from steward.care.clauses.enums import TELL
from steward.care.clauses.events import EditionPublished
from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM


@subscribe(EditionPublished)
def tell_members(fact: EditionPublished) -> None:
    """Everybody hears of it, however many they are."""
    enqueue(actor=SYSTEM, kind=TELL, number=fact.number)
