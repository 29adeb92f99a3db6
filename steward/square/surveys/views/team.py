"""The team's list, and making, opening, closing surveys."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.square.surveys.actions.make_survey import change_survey, make_survey, remove_survey
from steward.square.surveys.actions.open_survey import close_survey, open_survey
from steward.square.surveys.enums import EDIT, Kind
from steward.square.surveys.forms import SurveyForm
from steward.square.surveys.queries.asking import question_of
from steward.square.surveys.queries.results import survey_for, surveys_for
from steward.square.surveys.rules import usual_question


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey, the newest first."""
    viewer = viewer_in(request)
    rows = [(row, question_of(row)) for row in surveys_for(viewer)[:200]]
    return render(request, "surveys/list.jinja", {"rows": rows, "may_edit": viewer.can(EDIT)})


def new(request: HttpRequest) -> HttpResponse:
    """Make a survey."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("survey-results", survey_id=make_survey(actor=viewer, terms=form.terms()).pk)
        except Invalid as problem:
            refuse(form, problem)
    return _form(request, form)


def edit(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Change a draft."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    form = SurveyForm(request.POST or None, initial=SurveyForm.values_of(survey_for(viewer, survey_id)))
    if request.method == "POST" and form.is_valid():
        try:
            change_survey(actor=viewer, survey_id=survey_id, terms=form.terms())
            return redirect("survey-results", survey_id=survey_id)
        except Invalid as problem:
            refuse(form, problem)
    return _form(request, form, survey_id)


def _form(request: HttpRequest, form: SurveyForm, survey_id: int = 0) -> HttpResponse:
    usual = [usual_question(kind, _("your community")) for kind in (Kind.NPS, Kind.PULSE)]
    return render(request, "surveys/edit.jinja", {"form": form, "survey_id": survey_id, "usual": usual})


@require_POST
def open_now(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask members."""
    try:
        open_survey(actor=viewer_in(request), survey_id=survey_id)
        toast(request, _("Members are asked from now on."))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("survey-results", survey_id=survey_id)


@require_POST
def close_now(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask nobody any more."""
    try:
        close_survey(actor=viewer_in(request), survey_id=survey_id)
        toast(request, _("Closed. Nobody can be told from the answers any more."))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("survey-results", survey_id=survey_id)


@require_POST
def remove(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Remove a draft."""
    try:
        remove_survey(actor=viewer_in(request), survey_id=survey_id)
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("surveys")
