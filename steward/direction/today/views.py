"""The console's first page."""

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from steward.direction.today.enums import MOST_LINES
from steward.direction.today.queries.day import day_of
from steward.direction.today.queries.done import done_today
from steward.direction.today.queries.moved import moves_for
from steward.direction.today.queries.steps import steps_for
from steward.direction.today.queries.waiting import waiting_for
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.people.access.public import TEAM_DOOR, Viewer, allowed, viewer_in


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits, what is late, what to do next; what moved comes a moment later."""
    viewer = _team(request)
    first, steps = steps_for(viewer)
    day = day_of(viewer)
    context = {
        "day": day, "weekday": date_format(day.on, _("l, j F")), "waiting": waiting_for(viewer), "first": first,
        "steps": steps, "done": done_today(), "most": MOST_LINES,
    }  # fmt: skip
    return render(request, "today/page.jinja", context)


@require_safe
def moved(request: HttpRequest) -> HttpResponse:
    """What moved and why: a part of the page, or a page of its own."""
    return render(request, "today/moved.jinja", {"moves": moves_for(_team(request))}, block="part")


def _team(request: HttpRequest) -> Viewer:
    viewer = viewer_in(request)
    require(allowed(viewer, TEAM_DOOR))
    return viewer
