"""Work of this room that runs in the background."""

from typing import Any

from steward.foundation.jobs.public import Progress, handles
from steward.people.access.public import SYSTEM
from steward.square.surveys.actions.open_survey import tell_of_survey
from steward.square.surveys.enums import TELL


@handles(TELL)
def tell(progress: Progress, *, survey_id: int) -> dict[str, Any]:
    """Tell the members a survey asks; run again it tells nobody twice."""
    del progress  # one transaction
    return {"told": tell_of_survey(actor=SYSTEM, survey_id=survey_id)}
