"""Writing a goal: choosing a metric, one screen for the rest, sets to begin with."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.direction.goals.actions.begin_set import begin_set
from steward.direction.goals.actions.write_goal import make_goal
from steward.direction.goals.actions.write_part import add_guardrail, add_key_result
from steward.direction.goals.enums import EDIT, LONGEST_TITLE
from steward.direction.goals.forms import GoalForm, GuardrailForm, KeyResultForm
from steward.direction.goals.models import Goal
from steward.direction.goals.queries.baselines import baseline
from steward.direction.goals.queries.lake import Lake
from steward.direction.goals.queries.metrics import as_typed, format_of, grain_of, metrics, written
from steward.direction.goals.queries.suggestions import Start, asked, guardrails_for, offered, parents_for, start_of
from steward.direction.goals.rules import period_of
from steward.direction.goals.starting import STARTING
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.stream.insights.public import Scope, today

Forms = tuple[GoalForm, KeyResultForm, GuardrailForm]


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The first step: what the goal is about. `values` fills in where the metrics stand, after the page is there."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    words, values = request.GET.get("q", ""), "values" in request.GET
    context = {"q": words, "offered": offered(viewer, words, values=values), "values": values, "sets": STARTING}
    return render(request, "goals/choose.jinja", context)


def write(request: HttpRequest) -> HttpResponse:
    """The second step: from where to where, by when, with which guardrail, in one screen."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    start = _start(request)
    forms = _forms(request, viewer, start)
    if request.method == "POST" and all([form.is_valid() for form in forms]):  # noqa: C419 — each says what it lacks
        made = _made(viewer, forms)
        if made:
            toast(request, _("A draft. Look at it once more, then begin."))
            return redirect("goal", made.pk)
    status = 422 if any(form.errors for form in forms) else 200
    return render(request, "goals/write.jinja", {"forms": forms, "start": start}, status=status)


@require_safe
def metric_note(request: HttpRequest) -> HttpResponse:
    """What the chosen metric is and where it stands: a fragment of the forms."""
    require(allowed(viewer_in(request), EDIT))
    key = next((value for name, value in request.GET.items() if name.endswith("metric") and value), "")
    start = _start(request, key) if key in metrics() else None
    return render(request, "goals/note.jinja", {"start": start}, block="metric_note")


@require_POST
def begin_with(request: HttpRequest, key: str) -> HttpResponse:
    """Drafts of a starting set."""
    made = begin_set(actor=viewer_in(request), key=key)
    said = ngettext(
        "%(n)s draft with the numbers of your community.", "%(n)s drafts with the numbers of your community.", len(made)
    )
    toast(request, said % {"n": len(made)})
    return redirect("goals")


def _start(request: HttpRequest, key: str = "") -> Start | None:
    """Where the metric of the address stands, for whoever does not know a baseline yet."""
    metric = metrics().get(key or request.GET.get("metric", ""))
    if metric is None or request.method == "POST":
        return None
    first, last = period_of("quarter", today())
    try:
        scope = Lake().scope(_scope(request))
    except NotFound:
        scope = Scope()
    return start_of(metric, scope, mode="last", grain=request.GET.get("grain", ""), days=(first, last))


def _scope(request: HttpRequest) -> dict[str, Any]:
    told = {name: int(value) for name, value in asked(request.GET).items() if value.isdecimal() and len(value) < 18}
    return {
        "sources": [told["source"]] if "source" in told else [],
        "channels": [told["channel"]] if "channel" in told else [],
        "segment": told.get("segment"),
    }


def _forms(request: HttpRequest, viewer: Viewer, start: Start | None) -> Forms:
    data = request.POST or None
    chosen: dict[str, Any] = dict(asked(request.GET))
    rail: dict[str, Any] = {}
    goal = GoalForm.initial_on(today(), viewer.account_id)
    if start:
        chosen |= {"baseline": start.baseline}
        rail = _rail(start)
    words = GoalForm(data, goals=parents_for(viewer), initial=goal, prefix="goal")
    words.fields["title"].required = False
    words.fields["title"].help_text = _("What will be different? Left out, the key result says it.")
    return (
        words,
        KeyResultForm(data, initial=chosen, prefix="kr"),
        GuardrailForm(data, initial=rail, prefix="rail"),
    )


def _rail(start: Start) -> dict[str, Any]:
    """The first guardrail that goes with the metric, a tenth beside where it stands today."""
    first = next(iter(guardrails_for(start.metric.key)), None)
    if first is None:
        return {}
    metric, bound = first
    days = period_of("quarter", today())
    grain = grain_of(metric).value
    value = baseline(metric, Scope(), mode="last", grain=grain, first=days[0], until=days[1])
    spare = None if value is None else as_typed(value * (1.1 if bound == "at_most" else 0.9), format_of(metric))
    return {"metric": metric.key, "bound": bound, "limit": spare if spare is None else round(spare)}


def _title(form: KeyResultForm) -> str:
    """What a goal nobody named is called: its key result."""
    values = form.values()
    metric = metrics().get(values.measure.metric)
    shape = format_of(metric)
    told = {
        "name": values.title or (metric.name if metric else ""),
        "before": written(values.baseline, shape, values.unit), "target": written(values.target, shape, values.unit),
    }  # fmt: skip
    pattern = _("%(name)s to %(target)s") if values.baseline is None else _("%(name)s from %(before)s to %(target)s")
    return (pattern % told)[:LONGEST_TITLE] if told["name"] else ""


def _made(viewer: Viewer, forms: Forms) -> Goal | None:
    """The goal with its parts, all or nothing; what was wrong is said at the form it was typed into."""
    goal, result, rail = forms
    now = goal
    try:
        with transaction.atomic():
            values = goal.values()
            made = make_goal(actor=viewer, values=replace(values, title=values.title.strip() or _title(result)))
            now = result  # type: ignore[assignment]
            add_key_result(actor=viewer, goal_id=made.pk, values=result.values())
            now = rail  # type: ignore[assignment]
            add_guardrail(actor=viewer, goal_id=made.pk, values=rail.values())
            return made
    except Invalid as problem:
        refuse(now, problem)
        return None
