"""One task: its page, making and changing it, what is done with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.people.notify.public import mark_read
from steward.team.work.actions.add_quickly import add_quickly
from steward.team.work.actions.assign_task import assign_task, take_task
from steward.team.work.actions.drop_task import drop_task
from steward.team.work.actions.edit_task import edit_task
from steward.team.work.actions.finish_task import finish_task, reopen_task
from steward.team.work.enums import EDIT
from steward.team.work.forms import TaskForm, initial_of
from steward.team.work.queries.desk import desk
from steward.team.work.queries.origin import origin_of
from steward.team.work.queries.tasks import task_for
from steward.team.work.queries.understanding import understood


@require_safe
def page(request: HttpRequest, task_id: int) -> HttpResponse:
    """A task with its checklist, comments and history."""
    viewer = viewer_in(request)
    found = desk(viewer, task_id)
    about = [f"task:{task_id}", *(f"task-comment:{comment.pk}" for comment in found.comments)]
    mark_read(account_id=viewer.own_id, subjects=about)
    return render(request, "work/task.jinja", {"desk": found, "task": found.task, "now": clock.now()})


def new(request: HttpRequest) -> HttpResponse:
    """A task from one line. What was understood is shown first; it is saved when that was seen."""
    viewer, given = viewer_in(request), request.POST or request.GET
    require(allowed(viewer, EDIT))
    line, source, problems = given.get("line", "").strip(), given.get("source", ""), {}
    if request.method == "POST" and line and given.get("seen", "").strip() == line:
        try:
            return _made(request, add_quickly(actor=viewer, line=line, source=source).pk)
        except Invalid as problem:
            problems = problem.errors
    shown, origin = understood(line, clock.now()), origin_of(viewer, source)
    context = {"shown": shown, "problems": problems, "source": source if origin else "", "origin": origin}
    return render(request, "work/new.jinja", context, status=422 if problems else 200)


@require_safe
def understanding(request: HttpRequest) -> HttpResponse:
    """What was understood of a line, as a fragment below the field."""
    require(allowed(viewer_in(request), EDIT))
    shown = understood(request.GET.get("line", ""), clock.now())
    return render(request, "work/parts/understood.jinja", {"shown": shown})


def edit(request: HttpRequest, task_id: int) -> HttpResponse:
    """Change what a task says."""
    viewer = viewer_in(request)
    require(allowed(viewer, EDIT))
    task = task_for(viewer, task_id)
    form = TaskForm(request.POST or None, initial=initial_of(task), task=task)
    if request.method == "POST" and form.is_valid() and _saved(request, form, task_id):
        return redirect("work-task", task_id)
    return render(request, "work/edit.jinja", {"task": task, "form": form}, status=422 if form.errors else 200)


@require_POST
def finish(request: HttpRequest, task_id: int) -> HttpResponse:
    """It is done."""
    return _did(request, task_id, lambda actor: finish_task(actor=actor, task_id=task_id), _("Done."))


@require_POST
def reopen(request: HttpRequest, task_id: int) -> HttpResponse:
    """It is to be done after all."""
    return _did(request, task_id, lambda actor: reopen_task(actor=actor, task_id=task_id), _("It is open again."))


@require_POST
def take(request: HttpRequest, task_id: int) -> HttpResponse:
    """Take a task nobody has."""
    return _did(request, task_id, lambda actor: take_task(actor=actor, task_id=task_id), _("Yours."))


@require_POST
def leave(request: HttpRequest, task_id: int) -> HttpResponse:
    """Leave a task to the team."""
    return _did(
        request, task_id, lambda actor: assign_task(actor=actor, task_id=task_id, owner_id=None), _("Left to the team.")
    )


@require_POST
def drop(request: HttpRequest, task_id: int) -> HttpResponse:
    """It is not to be done any more."""
    ends = request.POST.get("ends") == "1"
    return _did(request, task_id, lambda actor: drop_task(actor=actor, task_id=task_id, ends=ends), _("Dropped."))


def _did(request: HttpRequest, task_id: int, act: Callable[[Viewer], Decision | None], text: str) -> HttpResponse:
    """Do it, say so with the way back, and go where one was."""
    try:
        decision = act(viewer_in(request))
    except Invalid as problem:
        toast(request, str(problem), level=40)
    else:
        if decision:
            toast(request, text, undo=reverse("work-undo", args=[decision.pk]))
    back = request.POST.get("next", "")
    known = {"mine": reverse("work-mine"), "list": reverse("work-tasks"), "board": reverse("work-board")}
    return redirect(known.get(back) or reverse("work-task", args=[task_id]))


def _made(request: HttpRequest, task_id: int) -> HttpResponse:
    toast(request, _("Made."))
    return redirect("work-task", task_id)


def _saved(request: HttpRequest, form: TaskForm, task_id: int) -> bool:
    values: dict[str, Any] = form.values()
    try:
        decision = edit_task(actor=viewer_in(request), task_id=task_id, **values)
    except Invalid as problem:
        refuse(form, problem, {f"{field}_id": field for field in form.fields})
        return False
    if decision:
        toast(request, _("Saved."), undo=reverse("work-undo", args=[decision.pk]))
    return True
