"""Results: the score with its range, the distribution, what members wrote; files in and out."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.charts import Bars, Line, Series
from steward.foundation.ui.csvfile import csv_response
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.square.surveys.actions.hide_comment import hide_comment, show_comment
from steward.square.surveys.actions.import_answers import import_answers
from steward.square.surveys.enums import EDIT, FLOOR
from steward.square.surveys.forms import ImportForm
from steward.square.surveys.models import Answer
from steward.square.surveys.queries.asking import question_of
from steward.square.surveys.queries.results import Results, export_rows, results_for, survey_for


@require_safe
def results(request: HttpRequest, survey_id: int) -> HttpResponse:
    """One survey: what there is to know, or why there is nothing to see yet."""
    viewer = viewer_in(request)
    found = results_for(viewer, survey_id, request.GET.get("q", "").strip()[:100])
    context = {
        "found": found, "survey": found.survey, "question": question_of(found.survey), "floor": FLOOR,
        "may_edit": viewer.can(EDIT), "charts": charts(found) if found.is_shown else [],
    }  # fmt: skip
    return render(request, "surveys/results.jinja", context)


def charts(found: Results) -> list[Any]:
    """How the answers lie, and how the score went by month where there is more than one."""
    drawn: list[Any] = [
        Bars(
            key="answers", title=_said(found), categories=[str(score) for score in found.counts],
            series=[Series(_("Answers"), list(found.counts.values()))],
        )
    ]  # fmt: skip
    known = [month for month in found.months if month.value is not None]
    if len(known) > 1:
        drawn.append(
            Line(
                key="months", title=_("By month, with the range of chance"), zero=False,
                categories=[date_format(month.starts, "YEAR_MONTH_FORMAT") for month in known],
                series=[Series(
                    str(found.survey.get_kind_display()), [month.value for month in known],
                    [month.low for month in known], [month.high for month in known],
                )],
            )
        )  # fmt: skip
    return drawn


def _said(found: Results) -> str:
    if found.groups is None:
        return _("How the answers lie")
    return _("%(promoters)s would recommend it, %(detractors)s would not") % {
        "promoters": found.groups.promoters, "detractors": found.groups.detractors,
    }  # fmt: skip


def import_file(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Add answers from a file; rows that do not fit are listed."""
    require(allowed(viewer := viewer_in(request), EDIT))
    row, done = survey_for(viewer, survey_id), None
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = import_answers(actor=viewer, survey_id=survey_id, data=form.cleaned_data["file"].read())
            _say_added(request, done.added)
        except Invalid as problem:
            refuse(form, problem)
    if done and not done.bad:
        return redirect("survey-results", survey_id=survey_id)
    context = {"survey": row, "question": question_of(row), "form": form, "done": done}
    return render(request, "surveys/import.jinja", context)


def _say_added(request: HttpRequest, count: int) -> None:
    toast(request, ngettext("%(num)s answer added.", "%(num)s answers added.", count) % {"num": count})


@require_safe
def export(request: HttpRequest, survey_id: int) -> HttpResponseBase:
    """Scores, comments and months as a file."""
    rows = export_rows(viewer_in(request), survey_id)
    return csv_response(f"survey-{survey_id}", [_("Score"), _("Comment"), _("Month")], rows)


@require_POST
def hide(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Hide a comment."""
    hide_comment(actor=viewer_in(request), answer_id=answer_id, reason=_("personal data"))
    toast(request, _("Hidden. Its score still counts."), undo=reverse("survey-show", args=[answer_id]))
    return _back(answer_id)


@require_POST
def show(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Show it again."""
    show_comment(actor=viewer_in(request), answer_id=answer_id)
    return _back(answer_id)


def _back(answer_id: int) -> HttpResponse:
    survey_id = Answer.objects.values_list("survey_id", flat=True).get(pk=answer_id)
    return redirect("survey-results", survey_id=survey_id)
