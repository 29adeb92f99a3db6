"""What follows when a survey opens: members are told, in a job."""

from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM
from steward.square.surveys.enums import TELL
from steward.square.surveys.events import SurveyOpened


@subscribe(SurveyOpened)
def tell_members(fact: SurveyOpened) -> None:
    """Whom it asks hears of it, however many they are."""
    enqueue(actor=SYSTEM, kind=TELL, survey_id=fact.survey_id)
