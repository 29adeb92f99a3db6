"""Reporting something, and one's own page of reports and judgements."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.care.conduct.actions.open_case import Reason, may_open, open_case
from steward.care.conduct.actions.report import report, withdraw_report
from steward.care.conduct.enums import Source
from steward.care.conduct.forms.queue import ReportForm
from steward.care.conduct.queries.own import own_judgements
from steward.care.conduct.queries.own_reports import own_reports
from steward.care.conduct.queries.reasons import report_reasons
from steward.care.conduct.queries.subjects import flaggable, subject
from steward.foundation.kernel.contracts import Flagged
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


@login_required
def report_page(request: HttpRequest, kind: str, subject_id: int) -> HttpResponse:
    """Why something should be looked at; sent, one is back where one came from."""
    viewer = viewer_in(request)
    require(flaggable(kind).may_report(viewer, subject_id))
    thing = subject(kind, subject_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, thing, form)
        except Invalid as problem:
            refuse(form, problem)
    context = {"form": form, "thing": thing, "reasons": report_reasons(), "label": flaggable(kind).label,
               "may_open": bool(may_open(viewer, kind, subject_id))}  # fmt: skip
    return render(request, "conduct/report.jinja", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, thing: Flagged, form: ReportForm) -> HttpResponse:
    viewer, said = viewer_in(request), form.cleaned_data
    if request.POST.get("as") == "team":
        reason = Reason(Source.TEAM, said["code"], said["note"])
        case, _signal = open_case(actor=viewer, kind=thing.kind, subject_id=thing.id, reason=reason)
        return redirect("conduct-case", case.pk)
    report(actor=viewer, kind=thing.kind, subject_id=thing.id, **said)
    toast(request, _("The team will look at it, and you will hear what became of it. Only they see that it was you."))
    return redirect(thing.url if thing.url.startswith("/") else "conduct-mine")


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one reported, and what was decided about one's own words."""
    viewer = viewer_in(request)
    panels = [(panel.template, panel.build(viewer)) for panel in items("own-conduct")]
    context = {"reports": own_reports(viewer), "judgements": own_judgements(viewer), "panels": panels}
    return render(request, "conduct/mine.jinja", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, signal_id: int) -> HttpResponse:
    """Take one's own report back."""
    try:
        withdraw_report(actor=viewer_in(request), signal_id=signal_id)
        toast(request, _("The report is taken back."))
    except Invalid as problem:
        toast(request, str(problem), level=messages.ERROR)
    return redirect("conduct-mine")
