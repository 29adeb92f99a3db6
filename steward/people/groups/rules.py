"""What a group may be called, who decides about it."""

import unicodedata

from steward.foundation.kernel.text import fold
from steward.people.groups.errors import no_name

LONGEST = 60


def clean_name(name: str) -> str:
    """The name as it is shown. Raises Invalid."""
    text = " ".join("".join(c for c in name if unicodedata.category(c) not in {"Cf", "Cc"} or c == " ").split())
    if not text or len(text) > LONGEST:
        raise no_name()
    return text


def name_key(name: str) -> str:
    """What two names must share to count as the same."""
    return fold(name)[:80]
