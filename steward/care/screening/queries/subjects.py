"""What was hit, as the room that owns it knows it."""

from steward.foundation.kernel.contracts import Flaggable, Flagged
from steward.foundation.kernel.registry import items


def flaggable_of(kind: str) -> Flaggable | None:
    """What was contributed for the kind, None where nothing was."""
    found: Flaggable | None = next((one for one in items("flaggables") if one.kind == kind), None)
    return found


def subject_now(kind: str, subject_id: int) -> Flagged | None:
    """The thing as it stands now, None where it is gone or nobody knows its kind."""
    flaggable = flaggable_of(kind)
    return flaggable.load([subject_id]).get(subject_id) if flaggable and subject_id else None
