"""Deciding about a number, and changing a decision."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.direction.decisions.actions.resolve import resolve
from steward.direction.decisions.actions.revise import revise
from steward.direction.decisions.enums import MAKE, Kind, State
from steward.direction.decisions.forms import ResolutionForm, ReviseForm
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.listing import resolution_of
from steward.direction.decisions.queries.metrics import metric_named, scope_in, written
from steward.direction.decisions.rules import may_change, may_resolve
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound, require
from steward.foundation.ui.formats import in_a_row
from steward.foundation.ui.periods import Period
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, viewer_in
from steward.stream.insights.public import explain, today

#: A decision is measured this long after it takes effect, unless asked otherwise; at least the days looked at.
USUAL = timedelta(days=28)
#: Values of the action that stand in other fields of the form.
PLACES = {"expected_change": "expected", "exposure": "touched", "until": "last"}


def new(request: HttpRequest) -> HttpResponse:
    """Decide about a number; the question of the number fills the form."""
    viewer = viewer_in(request)
    require(may_resolve(viewer, Kind.WATCH))
    form = ResolutionForm(viewer, request.POST or None, initial=_initial(request, viewer))
    if request.method == "POST" and form.is_valid():
        try:
            made = resolve(actor=viewer, **form.arguments())
            toast(request, _("Decided."), undo=reverse("decisions-withdraw", args=[made.pk]))
            return redirect("decision", made.pk)
        except Invalid as problem:
            refuse(form, problem, PLACES)
    return render(request, "decisions/new.jinja", {"form": form}, status=422 if form.errors else 200)


def change(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Change a decision, with a reason."""
    viewer = viewer_in(request)
    row = _changeable(viewer, resolution_id)
    form = _revise_form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            revise(actor=viewer, resolution_id=row.pk, **form.arguments())
            toast(request, _("Changed."))
            return redirect("decision", row.pk)
        except Invalid as problem:
            refuse(form, problem, PLACES)
    return render(request, "decisions/change.jinja", {"form": form, "row": row}, status=422 if form.errors else 200)


def _changeable(viewer: Viewer, resolution_id: int) -> Resolution:
    """A decision the viewer may change. Raises Forbidden, NotFound (withdrawn)."""
    row = resolution_of(viewer, resolution_id)
    if row.state == State.WITHDRAWN:
        raise NotFound
    require(may_change(viewer, row.kind, row.made_by_id, row.owner_id))
    return row


def _revise_form(request: HttpRequest, row: Resolution) -> ReviseForm:
    shown = written(row.metric, row.expected) if row.expected is not None else ""
    initial = {
        "statement": row.statement, "expected": shown, "due": row.due, "owner": row.owner_id, "reason": row.reason,
        "version": row.version,
    }  # fmt: skip
    settled = row.measurements.filter(early=False).exists()
    return ReviseForm(request.POST or None, initial=initial, settled=settled, metric=row.metric)


def _initial(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """The form as the question of the number fills it."""
    asked = request.GET
    period = Period.parse(asked, today=today() - timedelta(days=1))
    starts = today() if (today() - period.until).days < 60 else period.until
    due = starts + max(USUAL, timedelta(days=period.days)) + timedelta(days=7)
    chosen = {name: _number(asked, name) for name in ("source", "channel", "segment")}
    return chosen | {
        "kind": asked.get("kind") or (Kind.ACT if viewer.can(MAKE) else Kind.WATCH), "metric": asked.get("metric", ""),
        "since": period.since, "last": period.last, "grain": asked.get("grain", ""), "starts": starts, "due": due,
        "touched": "part" if any(chosen.values()) else "everybody", "owner": viewer.account_id,
        "evidence": "" if request.POST else _evidence(viewer, asked.get("metric", ""), period, chosen),
    }  # fmt: skip


def _evidence(viewer: Viewer, key: str, period: Period, chosen: Mapping[str, int | None]) -> str:
    """The two sentences that explain the number, "" where there are none."""
    metric = metric_named(key)
    if metric is None or metric.is_table or chosen["segment"]:
        return ""
    scope = scope_in(chosen["source"], chosen["channel"])
    try:
        return in_a_row(explain(viewer, key, since=period.since, until=period.until, scope=scope).sentences)
    except (Invalid, Forbidden):
        return ""


def _number(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
