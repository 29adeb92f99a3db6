"""Deciding a case: the form, what would follow, the decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.care.conduct.actions.judge import judge
from steward.care.conduct.forms.judging import JudgeForm
from steward.care.conduct.models import Case
from steward.care.conduct.queries.case import case_for
from steward.care.conduct.queries.choices import choices_for
from steward.care.conduct.queries.words import level_words
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def judge_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form on a page of its own; a POST decides and goes on to the next case."""
    if request.method != "POST":
        case = _case(request, case_id)
        return redirect("conduct-case", case_id) if case.decided_at else _page(request, case)
    form = JudgeForm(request.POST)
    try:
        made = judge(actor=viewer_in(request), case_id=case_id, finding=form.finding())
    except Invalid as problem:
        return _page(request, _case(request, case_id), form.values(), problem.errors)
    back = reverse("conduct-overturn", args=[made.pk])
    toast(request, _("Decided: %(level)s.") % {"level": level_words(made.level)}, undo=back)
    return redirect(reverse("conduct-next") + f"?besides={case_id}")


@require_POST
def preview(request: HttpRequest, case_id: int) -> HttpResponse:
    """What would follow from what is chosen so far."""
    case, form = _case(request, case_id), JudgeForm(request.POST)
    choices = choices_for(viewer_in(request), case, clock.now(), form.values())
    return render(request, "conduct/judge.jinja", {"case": case, "choices": choices}, "what_follows")


def _case(request: HttpRequest, case_id: int) -> Case:
    viewer = viewer_in(request)
    require(allowed(viewer, JUDGE))
    return case_for(viewer, case_id)[0]


def _page(
    request: HttpRequest, case: Case, values: dict[str, Any] | None = None, errors: dict[str, str] | None = None
) -> HttpResponse:
    choices = choices_for(viewer_in(request), case, clock.now(), values, errors)
    context = {"case": case, "choices": choices}
    return render(request, "conduct/judge.jinja", context, status=422 if errors else 200)
