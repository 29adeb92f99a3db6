"""Many cases of the queue decided in one way, and taken back together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.care.conduct.actions.judge_many import Outcome, judge_soon, overturn_soon
from steward.care.conduct.enums import Level
from steward.care.conduct.forms.judging import ManyForm
from steward.care.conduct.queries.batch import batch_page, chosen_cases, ticked_cases
from steward.care.conduct.queries.queue import queue_table
from steward.care.conduct.rules.finding import Finding
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.jobs.public import Job
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import selection_of
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """The ticked ones violate nothing."""
    if not (ids := _ticked(request)):
        return _none_ticked(request)
    return _told(request, judge_soon(actor=viewer_in(request), case_ids=ids, finding=Finding(level=Level.NONE)))


@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """The ticked ones violate one clause: first the page that asks which and what happened, then all of them."""
    viewer, sent = viewer_in(request), "facts" in request.POST
    require(allowed(viewer, JUDGE))
    form = ManyForm(request.POST if sent else None)
    if not (ids := _ticked(request)):
        return _none_ticked(request)
    if sent and form.is_valid():
        return _told(
            request, judge_soon(actor=viewer, case_ids=ids, finding=form.finding(), versions=_versions(request, ids))
        )
    rows = chosen_cases(viewer, ids)
    return render(request, "conduct/judge_many.jinja", {"form": form, "rows": rows}, status=422 if sent else 200)


@require_safe
def batch(request: HttpRequest, batch: str) -> HttpResponse:
    """What was decided together, with the way back: where a job leads to."""
    job = request.GET.get("job", "")
    page = batch_page(viewer_in(request), batch, int(job) if job.isdecimal() and len(job) < 18 else 0)
    return render(request, "conduct/batch.jinja", {"page": page})


@require_POST
def undo(request: HttpRequest, batch: str) -> HttpResponse:
    """Take the batch back."""
    found = overturn_soon(actor=viewer_in(request), batch=batch)
    if isinstance(found, Job):
        return redirect("jobs-job", found.pk)
    count, refused = found
    toast(request, ngettext("%(n)s judgement overturned.", "%(n)s judgements overturned.", count) % {"n": count})
    for sentence, times in refused.items():
        toast(request, f"{times} × {sentence}", level=messages.WARNING)
    return redirect("conduct-queue")


def _told(request: HttpRequest, outcome: Outcome | Job) -> HttpResponse:
    if isinstance(outcome, Job):
        return redirect("jobs-job", outcome.pk)
    if count := len(outcome.done):
        back = reverse("conduct-undo-many", args=[outcome.batch])
        toast(request, ngettext("%(n)s case decided.", "%(n)s cases decided.", count) % {"n": count}, undo=back)
    for sentence, cases in outcome.skipped.items():
        numbers = ", ".join(f"#{pk}" for pk in cases)
        words = {"cases": numbers, "why": sentence}
        toast(request, _("Left alone: %(cases)s. %(why)s") % words, level=messages.WARNING)
    return redirect("conduct-queue")


def _none_ticked(request: HttpRequest) -> HttpResponse:
    toast(request, _("Tick some cases first."), level=messages.WARNING)
    return redirect("conduct-queue")


def _ticked(request: HttpRequest) -> list[int]:
    table = queue_table(viewer_in(request), clock.now())
    return ticked_cases(viewer_in(request), table, selection_of(table, request))


def _versions(request: HttpRequest, ids: list[int]) -> dict[int, int]:
    """The cases as they were looked at."""
    sent = {pk: request.POST.get(f"version-{pk}", "") for pk in ids}
    return {pk: int(text) for pk, text in sent.items() if text.isdecimal() and len(text) < 10}
