"""One goal: its page, its words, how it begins and ends, check-ins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.direction.goals.actions.activate import activate
from steward.direction.goals.actions.check_in import check_in
from steward.direction.goals.actions.close import close, drop, reopen
from steward.direction.goals.actions.write_goal import change_goal, copy_goal
from steward.direction.goals.enums import EDIT
from steward.direction.goals.forms import CheckInForm, CloseForm, DropForm, GoalForm
from steward.direction.goals.models import KeyResult
from steward.direction.goals.queries.metrics import written
from steward.direction.goals.queries.page import page_of
from steward.direction.goals.queries.states import goal_for
from steward.direction.goals.queries.suggestions import parents_for
from steward.direction.goals.views.charts import rail_chart, result_chart
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.people.notify.public import mark_read


@require_safe
def goal_page(request: HttpRequest, goal_id: int) -> HttpResponse:
    """A goal with everything that is known of it."""
    viewer = viewer_in(request)
    mark_read(account_id=viewer.own_id, subjects=[f"goal:{goal_id}"])
    return _drawn(request, viewer, goal_id)


def edit(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Change a goal's words, days, owner, place."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    goal = goal_for(viewer, goal_id)
    form = GoalForm(request.POST or None, goals=parents_for(viewer, goal), initial=GoalForm.initial_of(goal))
    if request.method == "POST" and form.is_valid():
        try:
            change_goal(actor=viewer, goal_id=goal_id, values=form.values(), revision=form.cleaned_data["revision"])
            return redirect("goal", goal_id)
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "goals/edit.jinja", {"form": form, "goal": goal}, status=422 if form.errors else 200)


@require_POST
def begin(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Activate a goal."""
    try:
        activate(actor=viewer_in(request), goal_id=goal_id)
        toast(request, _("It is under way. Its terms are written; later changes are kept with their reason."))
    except Invalid as problem:
        for sentence in problem.errors.values():
            toast(request, str(sentence), level=messages.WARNING)
    return redirect("goal", goal_id)


@require_POST
def end(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Close a goal with what became of it."""
    viewer, form = viewer_in(request), CloseForm(request.POST)
    if form.is_valid():
        try:
            close(actor=viewer, goal_id=goal_id, **form.cleaned_data)
            toast(request, _("Closed."), undo=reverse("goal-reopen", args=[goal_id]))
            return redirect("goal", goal_id)
        except Invalid as problem:
            refuse(form, problem)
    return _drawn(request, viewer, goal_id, close_form=form, status=422)


@require_POST
def give_up(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Drop a goal."""
    viewer, form = viewer_in(request), DropForm(request.POST)
    if form.is_valid():
        try:
            drop(actor=viewer, goal_id=goal_id, **form.cleaned_data)
            toast(request, _("Dropped."), undo=reverse("goal-reopen", args=[goal_id]))
            return redirect("goal", goal_id)
        except Invalid as problem:
            refuse(form, problem)
    return _drawn(request, viewer, goal_id, drop_form=form, status=422)


@require_POST
def open_again(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Take closing or dropping back."""
    reopen(actor=viewer_in(request), goal_id=goal_id)
    toast(request, _("Taken back."))
    return redirect("goal", goal_id)


@require_POST
def copy(request: HttpRequest, goal_id: int) -> HttpResponse:
    """A draft for the next period."""
    made = copy_goal(actor=viewer_in(request), goal_id=goal_id)
    toast(request, _("A draft for the next period. Look at its numbers before it begins."))
    return redirect("goal", made.pk)


@require_POST
def say(request: HttpRequest, key_result_id: int) -> HttpResponse:
    """Check in."""
    viewer = viewer_in(request)
    found = KeyResult.objects.filter(pk=key_result_id).first()
    if found is None:
        raise NotFound
    form = CheckInForm(request.POST, key_result=found)
    if form.is_valid():
        try:
            check_in(actor=viewer, key_result_id=key_result_id, **form.values())
            toast(request, _("Noted."))
            return redirect(f"{reverse('goal', args=[found.goal_id])}#key-result-{key_result_id}")
        except (Invalid, Forbidden) as problem:
            refuse(form, problem)
    return _drawn(request, viewer, found.goal_id, said={key_result_id: form}, status=422)


def _drawn(
    request: HttpRequest, viewer: Viewer, goal_id: int, *, close_form: CloseForm | None = None,
    drop_form: DropForm | None = None, said: dict[int, CheckInForm] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    page = page_of(viewer, goal_id)
    context = {
        "page": page, "written": written,
        "charts": {one.row.pk: result_chart(one) for one in page.results},
        "rail_charts": {one.row.pk: rail_chart(one) for one in page.rails},
        "close_form": close_form or CloseForm(), "drop_form": drop_form or DropForm(),
        "check_ins": {one.row.pk: CheckInForm(key_result=one.row) for one in page.results if one.may_check_in}
        | (said or {}),
    }  # fmt: skip
    return render(request, "goals/goal.jinja", context, status=status)
