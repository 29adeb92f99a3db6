"""What a member sees: the question, and a way to say no."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.foundation.kernel.ruling import Denied, Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.surveys.actions.answer_survey import answer_survey, skip_survey, withdraw_answer
from steward.square.surveys.forms import AnswerForm
from steward.square.surveys.models import Survey
from steward.square.surveys.queries.asking import may_answer, own_answer, question_of, survey_by
from steward.square.surveys.rules import ends_of


def survey(request: HttpRequest, slug: str) -> HttpResponse:
    """The question with one's own answer; `?score=` is what was pressed on the card."""
    viewer, row = viewer_in(request), survey_by(slug)
    own, ruling = own_answer(viewer, row), may_answer(viewer, row)
    start = {"score": own.score, "comment": own.comment, "contact": own.contact_id} if own else {}
    form = AnswerForm(request.POST or None, initial=start | _pressed(request))
    if request.method == "POST" and form.is_valid() and _answered(request, row, form):
        return redirect("survey", slug=slug)
    context = {
        "survey": row, "question": question_of(row), "ends": ends_of(row.kind), "own": own, "form": form,
        "denied": ruling.why if isinstance(ruling, Denied) else "", "scores": range(row.scale[0], row.scale[1] + 1),
    }  # fmt: skip
    return render(request, "surveys/survey.jinja", context)


def _pressed(request: HttpRequest) -> dict[str, int]:
    text = request.GET.get("score", "")
    return {"score": int(text)} if text.isascii() and text.isdigit() and len(text) <= 2 else {}


def _answered(request: HttpRequest, row: Survey, form: AnswerForm) -> bool:
    """Whether the answer could be kept; the form says otherwise why not."""
    try:
        answer_survey(actor=viewer_in(request), survey_id=row.pk, **form.cleaned_data)
    except Invalid as problem:
        refuse(form, problem)
        return False
    toast(request, _("Thank you. You can change your answer while the survey is open."))
    return True


@require_POST
def later(request: HttpRequest, slug: str) -> HttpResponse:
    """Not now."""
    skip_survey(actor=viewer_in(request), survey_id=survey_by(slug).pk)
    toast(request, _("We will not ask again for a while."))
    return redirect("/")


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one's answer back."""
    if withdraw_answer(actor=viewer_in(request), survey_id=survey_by(slug).pk):
        toast(request, _("Your answer is gone."))
    return redirect("survey", slug=slug)
