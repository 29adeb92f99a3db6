"""The door of the surveys room."""

from steward.square.surveys.actions.answer_survey import answer_survey
from steward.square.surveys.actions.make_survey import Terms, make_survey
from steward.square.surveys.actions.open_survey import close_survey, open_survey
from steward.square.surveys.enums import Kind, State
from steward.square.surveys.events import SurveyClosed, SurveyOpened
from steward.square.surveys.models import Answer, Survey
from steward.square.surveys.queries.asking import question_of
from steward.square.surveys.queries.results import Results, nps_between, results_for

__all__ = [
    "Answer",
    "Kind",
    "Results",
    "State",
    "Survey",
    "SurveyClosed",
    "SurveyOpened",
    "Terms",
    "answer_survey",
    "close_survey",
    "make_survey",
    "nps_between",
    "open_survey",
    "question_of",
    "results_for",
]
