"""Pages of letters."""

from steward.square.letters.views.acts import block, come_back, leave, mute, people, report, unblock, withdraw
from steward.square.letters.views.pages import blocked, conversation, list_letters, new
from steward.square.letters.views.team import answer, reports, undo

__all__ = [
    "answer",
    "block",
    "blocked",
    "come_back",
    "conversation",
    "leave",
    "list_letters",
    "mute",
    "new",
    "people",
    "report",
    "reports",
    "unblock",
    "undo",
    "withdraw",
]
