"""One decision: what was expected, what came of it, what can be done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from steward.direction.decisions.actions.measure_effect import measure_effect, settled_on
from steward.direction.decisions.actions.withdraw import close, resume, withdraw
from steward.direction.decisions.comparing.records import Effect
from steward.direction.decisions.enums import VIEW, State
from steward.direction.decisions.forms import LessonForm, MeasureForm, parse_expectation
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.course import course
from steward.direction.decisions.queries.listing import history_of, resolution_of
from steward.direction.decisions.queries.metrics import (
    Places,
    metric_named,
    per_step,
    steps_told,
    written,
    written_share,
)
from steward.direction.decisions.queries.telling import (
    caveat,
    expectation_sentence,
    lack_sentence,
    latest,
    result_sentence,
    state,
    verdict_sentence,
)
from steward.direction.decisions.rules import may_change
from steward.direction.decisions.views.charts import picture
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.people.accounts.public import Account
from steward.people.notify.public import mark_read
from steward.stream.insights.public import today
from steward.team.work.public import tasks_of


@require_safe
def decision(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """One decision with its picture, evidence, tasks and history."""
    viewer = viewer_in(request)
    row = resolution_of(viewer, resolution_id)
    mark_read(account_id=viewer.own_id, subjects=[f"decision:{row.pk}"])
    return render(request, "decisions/decision.jinja", _context(viewer, row))


@require_POST
def measure(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Measure now; by hand where the number cannot be read any more."""
    viewer = viewer_in(request)
    row = resolution_of(viewer, resolution_id)
    try:
        made = measure_effect(actor=viewer, resolution_id=row.pk, value=_typed(request, row))
        toast(request, _("Measured before its day: it is measured again then.") if made.early else _("Measured."))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("decision", row.pk)


@require_POST
def withdraw_one(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """The decision no longer holds."""
    row = withdraw(actor=viewer_in(request), resolution_id=resolution_id)
    toast(request, _("Withdrawn. Nothing is measured any more."), undo=reverse("decisions-resume", args=[row.pk]))
    return redirect("decision", row.pk)


@require_POST
def resume_one(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Go on with it."""
    row = resume(actor=viewer_in(request), resolution_id=resolution_id)
    toast(request, _("It goes on."))
    return redirect("decision", row.pk)


@require_POST
def close_one(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Close it with what was learned."""
    form = LessonForm(request.POST)
    lesson = form.cleaned_data["lesson"] if form.is_valid() else ""
    try:
        row = close(actor=viewer_in(request), resolution_id=resolution_id, lesson=lesson)
        toast(request, _("Closed."), undo=reverse("decisions-resume", args=[row.pk]))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("decision", resolution_id)


def _typed(request: HttpRequest, row: Resolution) -> float | None:
    """The value by hand, in the metric's unit; None where nothing was typed."""
    form = MeasureForm(request.POST)
    if not form.is_valid():
        return None
    try:
        metric = metric_named(row.metric)
        text = form.cleaned_data["value"]
        return parse_expectation(text, metric)[0] if metric else float(text)
    except ValueError:
        raise Invalid({"value": _("Enter a number.")}) from None


def _context(viewer: Viewer, row: Resolution) -> dict[str, Any]:
    require(allowed(viewer, VIEW))
    told, measured = state(row, Places([row])), latest(row)
    effect = Effect.parse(measured.result) if measured else None
    if not row.course and viewer.can("insights.view"):
        row.course = course(viewer, row)  # not drawn yet: the job comes after the commit
    early = row.state == State.OPEN and (row.due is None or settled_on(row) > today())
    return {
        "row": row, "told": told, "metric": metric_named(row.metric), "chart": picture(row, told),
        "expectation": expectation_sentence(row), "step": per_step(row.grain), "written": written,
        "share": written_share(row.expected / row.baseline - 1) if row.expected is not None and row.baseline else "",
        "measured": measured, "effect": effect, "result": result_sentence(row, effect) if effect else "",
        "verdict": verdict_sentence(measured, effect) if measured and effect else "",
        "caveat": caveat(effect) if effect else "", "lack": lack_sentence(effect) if effect else "",
        "tasks": tasks_of(f"decision:{row.pk}"), "history": _history(row), "early": early,
        "may": may_change(viewer, row.kind, row.made_by_id, row.owner_id), "may_task": viewer.can("work.edit"),
        "steps": steps_told(effect.steps_after, row.grain) if effect else "",
        "lesson": LessonForm(initial={"lesson": row.lesson}), "by_hand": MeasureForm(),
    }  # fmt: skip


def _history(row: Resolution) -> list[dict[str, Any]]:
    """What happened to it, newest first."""
    revisions, measurements = list(row.revisions.all()), history_of(row)
    people = {row.made_by_id, *(one.by_id for one in revisions), *(one.by_id for one in measurements)}
    names = {one.pk: one.display_name for one in Account.objects.filter(pk__in=[one for one in people if one])}

    def who(account: int | None) -> str:
        return names.get(account or 0, "")

    made = pgettext("about a number", "Decided")
    found = [{"icon": "gavel", "title": made, "when": row.made_at, "text": who(row.made_by_id)}]
    for one in revisions:
        words = _changed(row, one.before, one.reason, who(one.by_id))
        found.append({"icon": "pencil", "title": pgettext("about a number", "Changed"), "when": one.at, "text": words})
    found += [
        {"icon": "ruler", "title": _("Measured early") if one.early else _("Measured"), "when": one.at,
         "text": result_sentence(row, Effect.parse(one.result))}
        for one in measurements
    ]  # fmt: skip
    return sorted(found, key=lambda one: one["when"], reverse=True)


def _changed(row: Resolution, before: dict[str, Any], reason: str, who: str) -> str:
    """A revision in a line: what it said before, why it was changed, by whom."""
    names = {
        "statement": pgettext("about a number", "decision"),
        "reason": pgettext("about a number", "reason"),
        "expected": pgettext("about a number", "expected"),
        "due": pgettext("about a number", "day"),
        "lesson": pgettext("about a number", "lesson"),
    }
    parts = [reason, who]
    for field, value in before.items():
        if field in names:
            told = written(row.metric, value) if field == "expected" else value
            parts.append(_("%(what)s before: %(value)s") % {"what": names[field], "value": told or "—"})
    return " · ".join(part for part in parts if part)
