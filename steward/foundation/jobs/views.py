"""Pages of background jobs."""

from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.jobs.actions.cancel import cancel
from steward.foundation.jobs.handlers import handlers
from steward.foundation.jobs.kinds import kind_of
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.queries import job_for, jobs_for, pace_of, timetable
from steward.foundation.jobs.rules import Actor, may_cancel
from steward.foundation.kernel import clock
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import Column, Filter, Table
from steward.foundation.ui.toasts import toast


def _kinds() -> Sequence[tuple[str, Any]]:
    return [(kind, kind_of(Job(kind=kind)).label) for kind in sorted(handlers)]


JOBS = Table(
    key="jobs",
    caption=gettext_lazy("Background jobs"),
    columns=(
        Column(
            "kind",
            gettext_lazy("Work"),
            lead=True,
            value=lambda job: kind_of(job).label,
            href=lambda job: reverse("jobs-job", args=[job.pk]),
        ),
        Column("state", gettext_lazy("State"), value=lambda job: job.get_state_display(), kind="badge"),
        Column("done", gettext_lazy("Done"), kind="number"),
        Column(
            "account", gettext_lazy("Started by"), value=lambda job: job.account.display_name if job.account else ""
        ),
        Column("created_at", gettext_lazy("Asked for"), order=("created_at",), kind="ago"),
        Column("finished_at", gettext_lazy("Ended"), order=("finished_at",), kind="ago"),
    ),
    filters=(
        Filter("state", gettext_lazy("State"), choices=Job.State.choices, kind="many", lookup="state"),
        Filter("kind", gettext_lazy("Work"), choices=_kinds, lookup="kind"),
    ),
    sort="-created_at",
)


def _viewer(request: HttpRequest) -> Actor:
    return cast("Actor", request.viewer)  # type: ignore[attr-defined]


@require_safe
def jobs_list(request: HttpRequest) -> HttpResponseBase:
    """All jobs one may see, and the schedules."""
    viewer = _viewer(request)
    jobs = jobs_for(viewer)
    if request.GET.get("format") == "csv":
        return JOBS.export(request, jobs)
    schedules = list(timetable()) if viewer.can("jobs.view") else []
    return render(request, "jobs/list.jinja", {"page": JOBS.page(request, jobs), "schedules": schedules})


@require_safe
def job_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job, live while it runs: the fragment asks for itself again every second."""
    job = job_for(_viewer(request), job_id)
    kind = kind_of(job)
    context = {
        "job": job,
        "kind": kind,
        "pace": pace_of(job, clock.now()),
        "result_page": kind.page(job) if kind.page else "",
        "may_cancel": bool(may_cancel(_viewer(request), job)) and not job.is_over,
    }
    return render(request, "jobs/job.jinja", context)


@require_POST
def cancel_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask the job to stop."""
    job = cancel(actor=_viewer(request), job_id=job_id)
    toast(request, _("Cancelled.") if job.is_over else _("It stops at the next good moment."))
    return redirect("jobs-job", job_id)
