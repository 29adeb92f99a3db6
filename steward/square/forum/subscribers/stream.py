"""What the square does, soon after it changed, for the stream and the index."""

from typing import Any

from steward.foundation.journal.public import subscribe
from steward.square.forum.rules.touched import FOLLOWED
from steward.square.forum.tasks.stream import ask_to_flow


def flow_soon(_fact: Any) -> None:
    """Somebody did something that others will look for."""
    ask_to_flow()


for _followed in FOLLOWED:
    subscribe(_followed)(flow_soon)
