"""The console's pages of moving in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.csvfile import csv_response
from steward.foundation.ui.formats import number
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.public import places
from steward.square.moving.actions.start import plan_move, start_move, start_undo
from steward.square.moving.actions.stop import ask_to_stop
from steward.square.moving.enums import Skip, State
from steward.square.moving.forms import PlanForm
from steward.square.moving.models import Move
from steward.square.moving.queries.report import report_of, skipped_rows
from steward.square.moving.queries.sources import move_of, source_for, sources_for
from steward.square.moving.rules.plan import Plan, plan_of
from steward.stream.activity.public import Channel, Source


@require_safe
def moving(request: HttpRequest) -> HttpResponse:
    """Every source that has threads."""
    return render(request, "moving/list.jinja", {"rows": sources_for(viewer_in(request)), "states": State})


@require_safe
def source_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """One source: its plan, what the plan would do, and how far it is."""
    return render(request, "moving/source.jinja", _context(source_for(viewer_in(request), source_id)))


@require_safe
def skipped(request: HttpRequest, source_id: int) -> HttpResponseBase:
    """What the plan leaves behind, as a file."""
    source = source_for(viewer_in(request), source_id)
    head = (_("Why"), _("When"), _("Channel"), _("What"), _("Address"))
    return csv_response(f"{source.key}-skipped", head, skipped_rows(source, _plan(source)))


@require_POST
def plan(request: HttpRequest, source_id: int) -> HttpResponse:
    """Keep the plan and say what it would do."""
    source = source_for(viewer_in(request), source_id)
    form = _form(source, request.POST)
    if not form.is_valid():
        return render(request, "moving/source.jinja", _context(source) | {"form": form}, status=422)
    plan_move(actor=viewer_in(request), source_id=source_id, plan=form.plan())
    return redirect("moving-source", source_id)


@require_POST
def start(request: HttpRequest, source_id: int) -> HttpResponse:
    """Carry it out."""
    source = source_for(viewer_in(request), source_id)
    try:
        if move_of(source) is None:
            plan_move(actor=viewer_in(request), source_id=source_id, plan=Plan())
        start_move(actor=viewer_in(request), source_id=source_id)
    except Invalid as problem:
        toast(request, str(problem), level=40)
    return redirect("moving-source", source_id)


@require_POST
def stop(request: HttpRequest, source_id: int) -> HttpResponse:
    """Stop after the batch that is being written."""
    ask_to_stop(actor=viewer_in(request), source_id=source_id)
    toast(request, _("It stops after the batch it is writing. What was moved stays; it can go on later."))
    return redirect("moving-source", source_id)


@require_POST
def undo(request: HttpRequest, source_id: int) -> HttpResponse:
    """Take out what was moved in; the name must be typed."""
    source = source_for(viewer_in(request), source_id)
    if request.POST.get("confirm", "").strip() != source.name.strip():
        toast(request, _("The name was not right; nothing was taken out."), level=40)
        return redirect("moving-source", source_id)
    try:
        start_undo(actor=viewer_in(request), source_id=source_id)
    except Invalid as problem:
        toast(request, str(problem), level=40)
    return redirect("moving-source", source_id)


def _plan(source: Source) -> Plan:
    move = move_of(source)
    return plan_of(move.plan) if move else Plan()


def _form(source: Source, data: Any = None) -> PlanForm:
    channels = Channel.objects.filter(source=source, threads__posts__gt=0).distinct().order_by("name", "pk")
    categories = [(row.pk, row.name) for row in places().rows.values() if row.archived_at is None]
    return PlanForm(data, channels=channels, categories=categories, plan=_plan(source))


def _context(source: Source) -> dict[str, Any]:
    move = move_of(source)
    running = move is not None and move.state in (State.RUNNING, State.UNDOING)
    context: dict[str, Any] = {
        "source": source,
        "move": move,
        "running": running,
        "state": State(move.state) if move else None,
    }
    if move is not None and not running:
        context["outcome"] = _outcome(move)
    if not running:
        context |= {"form": _form(source), "report": report_of(source, _plan(source)), "reasons": dict(Skip.choices)}
        context["category_names"] = {str(row.pk): row.name for row in places().rows.values()}
    return context


def _outcome(move: Move) -> list[tuple[str, Any]]:
    counts = move.counts
    lines = [
        (_("Topics"), counts.get("topics")), (pgettext("on the square", "Posts"), counts.get("posts")),
        (_("Posts that say something else now"), counts.get("changed")),
        (_("Posts removed at the source since"), counts.get("gone")),
        (_("Topics that stay because they were continued here"), counts.get("kept")),
        (_("Posts edited here, left as they are"), counts.get(Skip.EDITED)),
    ]  # fmt: skip
    return [(label, number(count)) for label, count in lines if count] or [
        (_("Changes"), _("none: everything was here"))
    ]
