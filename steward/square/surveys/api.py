"""Surveys over JSON."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router

from steward.people.access.api import answers, own_viewer
from steward.people.access.public import viewer_in
from steward.square.surveys.actions.answer_survey import answer_survey
from steward.square.surveys.actions.make_survey import make_survey
from steward.square.surveys.actions.open_survey import close_survey, open_survey
from steward.square.surveys.models import Survey
from steward.square.surveys.queries.asking import survey_by
from steward.square.surveys.queries.results import results_for, survey_for, surveys_for
from steward.square.surveys.schemas import SurveyAnswerIn, SurveyIn, SurveyOut, SurveyResultsOut

router = Router(tags=["surveys"])
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Slug = Annotated[str, Path(max_length=40)]
MOST = 200


def _shown(request: HttpRequest, survey: Survey) -> Survey:
    return survey_for(viewer_in(request), survey.pk)


@router.get("/surveys", response=answers(list[SurveyOut]), summary="List surveys")
def list_surveys(request: HttpRequest) -> list[Survey]:
    """The newest surveys first, at most 200; needs the right `surveys.view`."""
    return list(surveys_for(viewer_in(request))[:MOST])


@router.post("/surveys", response=answers(SurveyOut, 201), summary="Make a survey")
def post_survey(request: HttpRequest, wanted: SurveyIn) -> tuple[int, Survey]:
    """Make a draft; needs the right `surveys.edit`."""
    return 201, _shown(request, make_survey(actor=viewer_in(request), terms=wanted.terms()))


@router.post("/surveys/{survey_id}/open", response=answers(SurveyOut), summary="Open a survey")
def post_open(request: HttpRequest, survey_id: Number) -> Survey:
    """Ask members from now on; needs the right `surveys.edit`."""
    return _shown(request, open_survey(actor=viewer_in(request), survey_id=survey_id))


@router.post("/surveys/{survey_id}/close", response=answers(SurveyOut), summary="Close a survey")
def post_close(request: HttpRequest, survey_id: Number) -> Survey:
    """Ask nobody any more, and forget who answered; needs the right `surveys.edit`."""
    return _shown(request, close_survey(actor=viewer_in(request), survey_id=survey_id))


@router.get("/surveys/{survey_id}/results", response=answers(SurveyResultsOut), summary="Read results")
def read_results(request: HttpRequest, survey_id: Number) -> dict[str, Any]:
    """Score, range of chance, distribution, months; needs the right `surveys.view`. Nothing under five answers."""
    found = results_for(viewer_in(request), survey_id)
    return {
        "survey_id": survey_id, "size": found.size, "shown": found.is_shown, "value": found.value, "low": found.low,
        "high": found.high, "counts": {str(score): number for score, number in found.counts.items()},
        "months": found.months,
    }  # fmt: skip


@router.put("/surveys/{slug}/answer", response=answers(None, 204), summary="Answer")
def put_answer(request: HttpRequest, slug: Slug, wanted: SurveyAnswerIn) -> tuple[int, None]:
    """Answer for oneself, or change the answer while the survey is open."""
    answer_survey(
        actor=own_viewer(request), survey_id=survey_by(slug).pk, score=wanted.score, comment=wanted.comment,
        contact=wanted.contact,
    )  # fmt: skip
    return 204, None
