"""What the work asks of each: shown to the person first, to leads from the day after."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.care.oversight.actions.note_load import drop_note, note_load
from steward.care.oversight.forms import NoteForm
from steward.care.oversight.queries.load import Load, disturbing_today, load_of, own_load, team
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.charts import Line, Series
from steward.foundation.ui.formats import day, duration
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


def me(request: HttpRequest) -> HttpResponse:
    """One's own load, today too, and the note beside it."""
    viewer = viewer_in(request)
    load = own_load(viewer)
    month = (load.until - timedelta(days=1)).strftime("%Y-%m")
    mine = next((one.words for one in load.notes if one.month == month), "")
    form = NoteForm(initial={"words": mine})
    context = {"load": load, "chart": picture(load), "form": form, "month": month, "today": disturbing_today(viewer)}
    return render(request, "oversight/me.jinja", context | {"mine": mine})


@require_POST
def note(request: HttpRequest, month: str) -> HttpResponse:
    """Write beside one's numbers of a month."""
    viewer = viewer_in(request)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            note_load(actor=viewer, month=month, words=form.cleaned_data["words"])
            toast(request, _("Leads read it beside your numbers."), undo=reverse("oversight-note-drop", args=[month]))
        except Invalid as problem:
            refuse(form, problem)
    return redirect("oversight-me")


@require_POST
def drop_own_note(request: HttpRequest, month: str) -> HttpResponse:
    """Take the note back."""
    drop_note(actor=viewer_in(request), month=month)
    return redirect("oversight-me")


@require_safe
def team_load(request: HttpRequest) -> HttpResponse:
    """Whose load a lead may read, by name."""
    return render(request, "oversight/team.jinja", {"accounts": team(viewer_in(request))})


@require_safe
def team_member(request: HttpRequest, account_id: int) -> HttpResponse:
    """A team mate's load up to yesterday, with what they say about it."""
    load = load_of(viewer_in(request), account_id)
    return render(request, "oversight/team_member.jinja", {"load": load, "chart": picture(load)})


def picture(load: Load) -> Line:
    """The time by day, and of it with disturbing content."""
    words: dict[str, Any] = {"time": duration(load.seconds), "bad": duration(load.disturbing)}
    return Line(
        key="load", title=_("%(time)s with cases in four weeks, %(bad)s of it with disturbing content") % words,
        categories=[day(one.day) for one in load.days], format="duration", goal=float(load.limit),
        goal_label=_("disturbing content: enough for a day"),
        series=[
            Series(_("with a case"), [one.seconds for one in load.days]),
            Series(_("with disturbing content"), [one.disturbing for one in load.days]),
        ],
        source=_("Time with a case in front on the screen, as the queue counts it."),
    )  # fmt: skip
