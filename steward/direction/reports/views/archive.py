"""The archive, and writing a report now."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from steward.direction.reports.actions.write_report import usual_style
from steward.direction.reports.enums import EDIT, PLAN, WRITE_JOB, Period, State
from steward.direction.reports.forms import WriteForm
from steward.direction.reports.models import ReportPlan
from steward.direction.reports.queries.archive import reports, upcoming
from steward.direction.reports.queries.readings import title_of
from steward.direction.reports.rules.windows import usual_window
from steward.foundation.jobs.public import Job, enqueue
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import Column, Filter, Table
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.stream.insights.public import today

REPORTS = Table(
    key="reports",
    caption=_("Reports"),
    columns=(
        Column(
            "title", _("Which report"), order=("until",), value=title_of, lead=True,
            href=lambda one: reverse("report", args=[one.pk]),
        ),
        Column("state", _("State"), cell="reports/cells.jinja#state", export=lambda one: one.state),
        Column("at", _("Written at"), order=("at",), kind="ago"),
        Column("sent_at", _("Sent at"), order=("sent_at",), kind="ago"),
        Column("sent_to", _("Sent to"), order=("sent_to",), kind="number"),
    ),
    filters=(
        Filter("period", _("Which report"), choices=Period.choices, kind="many", lookup="period"),
        Filter("state", _("State"), choices=State.choices, kind="many", lookup="state"),
    ),
    search=("words__icontains",),
    search_label=_("Search in reports"),
    sort="-title",
)  # fmt: skip


@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """Every report, and what comes next."""
    viewer = viewer_in(request)
    rows = reports(viewer)
    if request.GET.get("format") == "csv":
        return REPORTS.export(request, rows)
    context = {"page": REPORTS.page(request, rows), "upcoming": upcoming(viewer, clock.now())}
    context |= {
        "plans": ReportPlan.objects.exists() if viewer.can(PLAN) else True,
        "may_edit": viewer.can(EDIT),
        "may_plan": viewer.can(PLAN),
    }
    return render(request, "reports/archive.jinja", context)


def write_now(request: HttpRequest) -> HttpResponse:
    """Have a report written now, without sending it."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    form = WriteForm(request.POST or None, initial={"period": Period.WEEK, "style": usual_style()} | request.GET.dict())
    if request.method == "POST" and form.is_valid():
        return redirect("report-job", job_id=_ask(viewer, form).pk)
    return render(request, "reports/write.jinja", {"form": form})


@require_safe
def job_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far the writing is; the report itself as soon as it is there."""
    viewer = viewer_in(request)
    job = Job.objects.filter(pk=job_id, kind=WRITE_JOB, account=viewer.account_id).first()
    if job is None:
        return redirect("reports")
    report_id = (job.result or {}).get("report")
    if report_id and request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("report", args=[report_id])})
    if report_id:
        return redirect("report", report_id=report_id)
    return render(request, "reports/job.jinja", {"job": job, "stopped": job.state in {"failed", "cancelled"}})


def _ask(viewer: Viewer, form: WriteForm) -> Job:
    period = form.cleaned_data["period"]
    if form.days:
        since, until = form.days[0], form.days[1] + timedelta(days=1)
    else:
        since, until = usual_window(period, today())
    return enqueue(
        actor=viewer, kind=WRITE_JOB, period=period, style=form.cleaned_data["style"], since=since.isoformat(),
        until=until.isoformat(), account=viewer.account_id,
    )  # fmt: skip
