"""Key results and guardrails of a goal: adding, changing, taking out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.direction.goals.actions.write_part import (
    add_guardrail,
    add_key_result,
    change_guardrail,
    change_key_result,
    remove_part,
)
from steward.direction.goals.enums import EDIT, State
from steward.direction.goals.forms import GuardrailForm, KeyResultForm
from steward.direction.goals.models import Goal, Guardrail, KeyResult
from steward.direction.goals.queries.states import goal_for
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in


def new_key_result(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Add a key result."""
    viewer = viewer_in(request)
    goal = _goal(viewer, goal_id)
    form = KeyResultForm(
        request.POST or None, under_way=goal.state == State.ACTIVE, initial={"revision": goal.revision}
    )
    return _written(request, viewer, goal, form, None)


def key_result(request: HttpRequest, key_result_id: int) -> HttpResponse:
    """Change a key result."""
    viewer = viewer_in(request)
    part = KeyResult.objects.select_related("goal").filter(pk=key_result_id).first()
    if part is None:
        raise NotFound
    goal = _goal(viewer, part.goal_id)
    form = KeyResultForm(
        request.POST or None, under_way=goal.state == State.ACTIVE, initial=KeyResultForm.initial_of(part)
    )
    return _written(request, viewer, goal, form, part)


def new_guardrail(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Add a guardrail."""
    viewer = viewer_in(request)
    goal = _goal(viewer, goal_id)
    chosen = {"revision": goal.revision, "metric": request.GET.get("metric", ""), "bound": request.GET.get("bound", "")}
    form = GuardrailForm(request.POST or None, under_way=goal.state == State.ACTIVE, initial=chosen)
    return _written(request, viewer, goal, form, None)


def guardrail(request: HttpRequest, guardrail_id: int) -> HttpResponse:
    """Change a guardrail."""
    viewer = viewer_in(request)
    part = Guardrail.objects.select_related("goal").filter(pk=guardrail_id).first()
    if part is None:
        raise NotFound
    goal = _goal(viewer, part.goal_id)
    form = GuardrailForm(
        request.POST or None, under_way=goal.state == State.ACTIVE, initial=GuardrailForm.initial_of(part)
    )
    return _written(request, viewer, goal, form, part)


@require_POST
def remove(request: HttpRequest, kind: str, part_id: int) -> HttpResponse:
    """Take a part out of a draft."""
    model = KeyResult if kind == "key-result" else Guardrail
    part = model.objects.filter(pk=part_id).first()
    if part is None:
        raise NotFound
    remove_part(actor=viewer_in(request), part=part)
    toast(request, _("Taken out."))
    return redirect("goal", part.goal_id)


def _goal(viewer: Viewer, goal_id: int) -> Goal:
    require(allowed(viewer, EDIT))
    return goal_for(viewer, goal_id)


def _written(
    request: HttpRequest, viewer: Viewer, goal: Goal, form: KeyResultForm | GuardrailForm,
    part: KeyResult | Guardrail | None,
) -> HttpResponse:  # fmt: skip
    """The form, or the page of the goal once it was taken."""
    if request.method == "POST" and form.is_valid():
        try:
            _keep(viewer, goal, form, part)
            return redirect("goal", goal.pk)
        except Invalid as problem:
            refuse(form, problem)
    context = {"form": form, "goal": goal, "part": part, "is_result": isinstance(form, KeyResultForm)}
    return render(request, "goals/part.jinja", context, status=422 if form.errors else 200)


def _keep(viewer: Viewer, goal: Goal, form: KeyResultForm | GuardrailForm, part: KeyResult | Guardrail | None) -> None:
    reason, revision = form.cleaned_data.get("reason", ""), form.cleaned_data["revision"]
    if isinstance(form, KeyResultForm):
        values = form.values()
        if part is None:
            add_key_result(actor=viewer, goal_id=goal.pk, values=values, reason=reason, revision=revision)
        else:
            change_key_result(actor=viewer, key_result_id=part.pk, values=values, reason=reason, revision=revision)
        return
    rail = form.values()
    if part is None:
        add_guardrail(actor=viewer, goal_id=goal.pk, values=rail, reason=reason, revision=revision)
    else:
        change_guardrail(actor=viewer, guardrail_id=part.pk, values=rail, reason=reason, revision=revision)
