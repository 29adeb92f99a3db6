"""The door of the journal."""

from steward.foundation.journal.actions.allocate import allocate
from steward.foundation.journal.actions.decide import decide, mark_undone
from steward.foundation.journal.actions.publish import publish
from steward.foundation.journal.consumers import advance, latest, position, rewind
from steward.foundation.journal.models import Cursor, Decision, Fact
from steward.foundation.journal.subscriptions import subscribe

__all__ = [
    "Cursor",
    "Decision",
    "Fact",
    "advance",
    "allocate",
    "decide",
    "latest",
    "mark_undone",
    "position",
    "publish",
    "rewind",
    "subscribe",
]
