"""The tree of goals; work and the goals it serves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.direction.goals.actions.serve import assign_work, serve, unassign_work
from steward.direction.goals.enums import EDIT, State
from steward.direction.goals.queries.metrics import written
from steward.direction.goals.queries.states import member_goals, states_of
from steward.direction.goals.queries.tree import tree
from steward.direction.goals.queries.works import (
    choices,
    goals_without_work,
    one_work,
    purposes_of,
    work_without_goal,
)
from steward.direction.goals.views.charts import spark
from steward.foundation.kernel.text import row_ids
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


@require_safe
def goal_list(request: HttpRequest) -> HttpResponse:
    """Goals under way and drafts as a tree; with `?over=1` the closed and dropped ones."""
    viewer = viewer_in(request)
    over = request.GET.get("over") == "1"
    context = {"rows": tree(viewer, over=over), "over": over, "may_edit": viewer.can(EDIT), "spark": spark}
    return render(request, "goals/list.jinja", context | {"written": written})


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Work without a goal, goals without work."""
    viewer = viewer_in(request)
    context = {"kinds": work_without_goal(viewer), "goals": goals_without_work(viewer), "choices": choices(viewer)}
    return render(request, "goals/work.jinja", context)


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Let the chosen pieces of work serve a goal."""
    work = [_piece(text) for text in request.POST.getlist("work")]
    goal = request.POST.get("goal", "")
    chosen = [piece for piece in work if piece]
    if not chosen or not goal.isdecimal():
        toast(request, _("Choose the work and the goal it serves."), level=messages.WARNING)
        return redirect("goals-work")
    decision = assign_work(actor=viewer_in(request), work=chosen, goal_id=int(goal))
    said = ngettext("%(n)s piece of work serves it now.", "%(n)s pieces of work serve it now.", len(chosen))
    toast(request, said % {"n": len(chosen)}, undo=reverse("goals-unassign", args=[decision.pk]))
    return redirect("goals-work")


@require_POST
def unassign(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take a bulk assignment back."""
    unassign_work(actor=viewer_in(request), decision_id=decision_id)
    toast(request, _("Taken back."))
    return redirect("goals-work")


def serving(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """Which goals a piece of work serves, and changing it: a fragment, or a page of its own without htmx."""
    viewer = viewer_in(request)
    if request.method == "POST":
        goals = row_ids(request.POST.getlist("goals"))
        serve(actor=viewer, kind=kind, object_id=object_id, goals=goals)
        if not request.headers.get("HX-Request"):
            return redirect(one_work(viewer, kind, object_id).url)
    return render(request, "goals/serving.jinja", _serving(request, kind, object_id), block="serving")


@login_required
@require_safe
def about_goals(request: HttpRequest) -> HttpResponse:
    """The goals members are shown: titles and how far they are."""
    found = states_of(member_goals().order_by("-last_day", "number")[:50])
    now = [one for one in found if one.state == State.ACTIVE]
    past = [one for one in found if one.state == State.CLOSED]
    return render(request, "goals/about.jinja", {"now": now, "past": past})


def _serving(request: HttpRequest, kind: str, object_id: int) -> dict[str, Any]:
    viewer = viewer_in(request)
    work = one_work(viewer, kind, object_id)
    mine = list(purposes_of(kind, [object_id]).get(object_id, ()))
    known = {one.id for one in mine}
    return {
        "kind": kind, "object_id": object_id, "work": work, "mine": mine, "known": known,
        "choices": mine + [one for one in choices(viewer) if one.id not in known],
    }  # fmt: skip


def _piece(text: str) -> tuple[str, int] | None:
    """A kind and a number of `task:12`."""
    kind, _colon, number = text.partition(":")
    return (kind, found[0]) if kind and (found := row_ids([number])) else None
