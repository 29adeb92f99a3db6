"""What insights does when something happened below."""

from steward.foundation.journal.public import subscribe
from steward.stream.channels.events import ImportFinished
from steward.stream.insights.tasks import ask_to_warm


@subscribe(ImportFinished)
def after_an_import(_fact: ImportFinished) -> None:
    """The first look at a new source should be quick."""
    ask_to_warm()
