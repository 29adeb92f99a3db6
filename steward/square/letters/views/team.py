"""Reports of letters, for the team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.people.joining.public import faces
from steward.square.letters.actions.report import decide_report, undo_report
from steward.square.letters.forms import AnswerForm
from steward.square.letters.queries import around, open_reports


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What waits: each report with the letter and the few before it, ten at a time."""
    require(allowed(viewer_in(request), "letters.reports"))
    waiting = open_reports()
    shown = [(report, around(report)) for report in waiting[:10]]
    known = faces({letter.author_id for _report, letters in shown for letter in letters if letter.author_id})
    return render(request, "letters/reports.jinja", {"shown": shown, "faces": known, "total": waiting.count()})


@require_POST
def answer(request: HttpRequest, report_id: int) -> HttpResponse:
    """Decide about a report."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        decision = decide_report(actor=viewer_in(request), report_id=report_id, **form.answer())
        toast(request, _("Decided."), undo=reverse("letters-undo", args=[decision.pk]))
    return redirect("letters-reports")


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take an answer back."""
    undo_report(actor=viewer_in(request), decision_id=decision_id)
    toast(request, _("Taken back. The report is open again."))
    return redirect("letters-reports")
