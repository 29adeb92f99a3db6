"""Work of this room that runs in the background."""

from typing import Any

from steward.care.clauses.actions.remind_members import tell_of_edition
from steward.care.clauses.enums import TELL
from steward.foundation.jobs.public import Progress, handles
from steward.people.access.public import SYSTEM


@handles(TELL)
def tell(progress: Progress, *, number: int) -> dict[str, Any]:
    """Tell everybody of an edition; run again it tells nobody twice."""
    del progress  # one transaction
    return {"told": tell_of_edition(actor=SYSTEM, number=number)}
