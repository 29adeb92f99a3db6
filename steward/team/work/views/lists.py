"""My work, the list, the board, the calendar."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.clock import FIRST_DAY, LAST_DAY
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.kernel.text import row_ids
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import selection_of
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.team.work.actions.change_many import MOST, change_many, undo_change
from steward.team.work.actions.move_task import move_task
from steward.team.work.enums import EDIT, VIEW
from steward.team.work.forms import BulkForm
from steward.team.work.queries.board import board
from steward.team.work.queries.calendar import month
from steward.team.work.queries.listing import listed, task_table
from steward.team.work.queries.my_work import my_work
from steward.team.work.rules.due import zone


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, over every room."""
    viewer = viewer_in(request)
    require(allowed(viewer, VIEW))
    return render(request, "work/mine.jinja", {"groups": my_work(viewer)})


@require_safe
def task_list(request: HttpRequest) -> HttpResponseBase:
    """Tasks; open ones unless states are asked for."""
    viewer = viewer_in(request)
    rows, table = listed(viewer, everything="state" in request.GET), task_table(viewer)
    if request.GET.get("format") == "csv":
        return table.export(request, rows)
    return render(request, "work/list.jinja", {"page": table.page(request, rows), "now": clock.now()})


@require_safe
def task_board(request: HttpRequest) -> HttpResponse:
    """The board."""
    return _board(request)


@require_POST
def move(request: HttpRequest, task_id: int) -> HttpResponse:
    """Move a card; to htmx the board comes back, without JavaScript one goes back to it."""
    viewer, under = viewer_in(request), request.POST.get("under", "")
    decision = move_task(
        actor=viewer, task_id=task_id, state=request.POST.get("state", ""),
        under=int(under) if under.isdecimal() else None, waiting_for=request.POST.get("waiting_for"),
    )  # fmt: skip
    _note(request, decision, _("Moved."))
    if "HX-Request" in request.headers:
        return _board(request)
    return redirect(reverse("work-board") + (f"?{request.GET.urlencode()}" if request.GET else ""))


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month of everything that has a day."""
    viewer, today = viewer_in(request), clock.now().astimezone(zone()).date()
    require(allowed(viewer, VIEW))
    try:
        first = date.fromisoformat(request.GET.get("month", "") + "-01")
        first = first if FIRST_DAY <= first <= LAST_DAY else today
    except ValueError:
        first = today
    return render(request, "work/calendar.jinja", {"month": month(viewer, first), "today": today})


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask what to change in the ticked tasks, then change it."""
    viewer, sent = viewer_in(request), "sent" in request.POST
    require(allowed(viewer, EDIT))
    if not (ids := _ticked(request)):
        toast(request, _("Tick some tasks first."))
        return redirect("work-tasks")
    form = BulkForm(request.POST if sent else None)
    if sent and form.is_valid() and _changed(request, form, ids):
        return redirect("work-tasks")
    rows = listed(viewer, everything=True).filter(pk__in=ids)
    return render(request, "work/bulk.jinja", {"form": form, "rows": rows}, status=422 if sent else 200)


@require_POST
def bulk_finish(request: HttpRequest) -> HttpResponse:
    """Finish the ticked tasks."""
    decision = change_many(actor=viewer_in(request), ids=_ticked(request), state="done")
    _note(request, decision, _told(decision))
    return redirect("work-tasks")


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take a change back."""
    try:
        back = undo_change(actor=viewer_in(request), decision_id=decision_id)
        toast(request, ngettext("Taken back.", "%(n)d tasks are as they were.", back) % {"n": back})
    except Invalid as problem:
        toast(request, str(problem), level=40)
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return redirect(came_from if ours else reverse("work-board"))


def _board(request: HttpRequest) -> HttpResponse:
    viewer = viewer_in(request)
    found = board(viewer, request.GET)
    context = {"board": found, "now": clock.now(), "may_edit": viewer.can(EDIT)}
    return render(request, "work/board.jinja", context)


def _ticked(request: HttpRequest) -> list[int]:
    """The ids of what was ticked, at most as many as can be changed at once and one more."""
    viewer = viewer_in(request)
    table = task_table(viewer)
    chosen = selection_of(table, request)
    if not chosen.everything:
        return row_ids(chosen.ids)[: MOST + 1]
    rows = table.narrowed(listed(viewer, everything="state" in chosen.state.filters), chosen.state)
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def _changed(request: HttpRequest, form: BulkForm, ids: list[int]) -> bool:
    try:
        decision = change_many(actor=viewer_in(request), ids=ids, **form.values())
    except Invalid as problem:
        refuse(form, problem)
        return False
    _note(request, decision, _told(decision))
    return True


def _told(decision: Decision | None) -> str:
    count = len(decision.undo["before"]) if decision else 0
    return ngettext("%(n)d task changed.", "%(n)d tasks changed.", count) % {"n": count}


def _note(request: HttpRequest, decision: Decision | None, text: str) -> None:
    if decision:
        toast(request, text, undo=reverse("work-undo", args=[decision.pk]))
