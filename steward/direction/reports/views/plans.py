"""Plans: which report goes to whom, and when."""

from typing import Any

from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.direction.reports.actions.plan_reports import (
    Wanted,
    change_plan,
    make_plan,
    remove_plan,
    switch_plan,
)
from steward.direction.reports.actions.write_report import usual_style
from steward.direction.reports.enums import PLAN, Period
from steward.direction.reports.forms import PlanForm, typed
from steward.direction.reports.models import ReportPlan
from steward.direction.reports.queries.archive import plan_of, plans
from steward.direction.reports.queries.readings import span_words
from steward.direction.reports.queries.recipients import recipients, rhythm_of, usual_calendar
from steward.direction.reports.rules.windows import next_due
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.kernel.workdays import is_known
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.people.community.public import community


def default_of(viewer: Viewer, period: str) -> Wanted:
    """What a plan of this period begins as: off until somebody wants it, to who turns it on."""
    evening = period == Period.DAY
    accounts = [viewer.account_id] if viewer.account_id else []
    return Wanted(period, usual_style(), hour=18 if evening else 9, same_day=evening, accounts=accounts)


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan, and those nobody has turned on yet."""
    viewer, now = viewer_in(request), clock.now()
    rows = [_row(plan, now) for plan in plans(viewer)]
    there = {row["plan"].period for row in rows}
    missing = [period for period in Period if period not in there]
    year = now.astimezone(community().zone).year
    calendar = usual_calendar()
    context = {"rows": rows, "missing": missing, "calendar": calendar, "known": is_known(year, calendar), "year": year}
    return render(request, "reports/plans.jinja", context)


@require_POST
def plan_start(request: HttpRequest, period: str) -> HttpResponse:
    """Turn the usual plan of a period on, to oneself."""
    if period not in Period.values:
        raise NotFound
    viewer = viewer_in(request)
    plan = make_plan(actor=viewer, wanted=default_of(viewer, period), enabled=True)
    toast(request, _("It is on, and comes to you. Add others below."))
    return redirect("reports-plan", plan_id=plan.pk)


def plan_new(request: HttpRequest) -> HttpResponse:
    """Make a plan."""
    viewer = viewer_in(request)
    require(allowed(viewer, PLAN))
    wanted = default_of(viewer, Period.WEEK)
    initial = {name: getattr(wanted, name) for name in PlanForm.base_fields} | {"addresses": ""}
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan = make_plan(actor=viewer, wanted=form.wanted)
        return redirect("reports-plan", plan_id=plan.pk)
    return render(request, "reports/plan.jinja", {"form": form, "plan": None})


def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Look at a plan and change it."""
    viewer = viewer_in(request)
    plan = plan_of(viewer, plan_id)
    form = PlanForm(request.POST or None, initial=typed(plan))
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(actor=viewer, plan_id=plan_id, version=_version(request), wanted=form.wanted)
            toast(request, _("Saved."))
            return redirect("reports-plans")
        except Invalid as problem:
            form.add_error(None, str(problem))
    return render(request, "reports/plan.jinja", {"form": form, **_row(plan, clock.now())})


@require_POST
def plan_switch(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Turn a plan on or off."""
    try:
        plan = switch_plan(actor=viewer_in(request), plan_id=plan_id, on=request.POST.get("on") == "1")
        toast(request, _("It is on.") if plan.enabled_at else _("It is off."))
    except Invalid as problem:
        toast(request, str(problem), level=ERROR)
    return redirect(reverse("reports-plans"))


@require_POST
def plan_remove(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Remove a plan."""
    remove_plan(actor=viewer_in(request), plan_id=plan_id)
    toast(request, _("The plan is removed; its reports stay in the archive."))
    return redirect("reports-plans")


def _row(plan: ReportPlan, now: Any) -> dict[str, Any]:
    """A plan with its next report and who gets it."""
    window = next_due(rhythm_of(plan), now, community().zone)
    covers = span_words(plan.period, window.since, window.until) if window else ""
    readers = len(recipients(plan)) + len(plan.addresses)
    return {"plan": plan, "window": window, "covers": covers, "readers": readers}


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else 0
