"""Pages of letters."""

from steward.square.letters.views.acts import block, come_back, leave, mute, people, unblock, withdraw
from steward.square.letters.views.pages import blocked, conversation, list_letters, new

__all__ = [
    "block",
    "blocked",
    "come_back",
    "conversation",
    "leave",
    "list_letters",
    "mute",
    "new",
    "people",
    "unblock",
    "withdraw",
]
