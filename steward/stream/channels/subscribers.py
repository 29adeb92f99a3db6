"""What channels does when something happened."""

from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM
from steward.stream.channels.events import ImportFinished


@subscribe(ImportFinished)
def make_words_findable(_fact: ImportFinished) -> None:
    """Do not wait for the minute: whoever imported looks for something next."""
    enqueue(actor=SYSTEM, kind="activity.words")
