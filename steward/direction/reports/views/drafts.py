"""Drafts: editing, holding, sending, throwing away."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.direction.reports.actions import edit_report as editing
from steward.direction.reports.actions.send_report import send_report
from steward.direction.reports.enums import EDIT, OPEN
from steward.direction.reports.errors import NotOpen
from steward.direction.reports.forms import edit_of, field_text
from steward.direction.reports.queries.archive import report_of
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.views.report import context_of
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def edit(request: HttpRequest, report_id: int) -> HttpResponse:
    """Rewrite, reorder and leave out passages of a draft, in one language at a time."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    report = report_of(viewer, report_id)
    if report.state not in OPEN:
        raise NotOpen
    context = context_of(request, report) | {"problem": "", "field_text": field_text, "typed": request.POST}
    context["said"] = reading(report, context["language"], everything=True, passages=report.passages.all())
    if request.method == "POST":
        try:
            return _save(request, report_id, context)
        except Invalid as problem:
            context["problem"] = str(problem)
    return render(request, "reports/edit.jinja", context, status=409 if context["problem"] else 200)


def _save(request: HttpRequest, report_id: int, context: dict[str, Any]) -> HttpResponse:
    changed = edit_of(request.POST, context["said"])
    editing.edit_report(actor=viewer_in(request), report_id=report_id, version=_version(request), edit=changed)
    toast(request, _("Saved."))
    return redirect(f"{reverse('report', args=[report_id])}?language={context['language']}")


@require_POST
def send(request: HttpRequest, report_id: int) -> HttpResponse:
    """Send a draft now."""
    try:
        sent = send_report(actor=viewer_in(request), report_id=report_id, version=_version(request))
        toast(request, _("On its way to %(n)s readers.") % {"n": sent.sent_to})
    except Invalid as problem:
        toast(request, str(problem), level=ERROR)
    return redirect("report", report_id=report_id)


@require_POST
def hold(request: HttpRequest, report_id: int) -> HttpResponse:
    """Hold a draft back."""
    return _do(request, report_id, editing.hold_report, _("It waits until somebody sends or releases it."))


@require_POST
def release(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let a draft go out at its time."""
    return _do(request, report_id, editing.release_report, _("It goes out at its time."))


@require_POST
def discard(request: HttpRequest, report_id: int) -> HttpResponse:
    """Throw a draft away."""
    _do(request, report_id, editing.discard_report, _("Discarded."))
    return redirect("reports")


def _do(request: HttpRequest, report_id: int, act: Callable[..., Any], said: str) -> HttpResponse:
    try:
        act(actor=viewer_in(request), report_id=report_id, version=_version(request))
        toast(request, said)
    except Invalid as problem:
        toast(request, str(problem), level=ERROR)
    return redirect("report", report_id=report_id)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else 0
