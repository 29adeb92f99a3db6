"""What members read, and the checklist for whoever writes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from steward.direction.positioning.enums import BOXES, EDIT
from steward.direction.positioning.queries.published import checklist, positioning_now, positioning_page
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.people.access.public import TEAM_DOOR, allowed, viewer_in


@require_safe
def positioning(request: HttpRequest) -> HttpResponse:
    """The positioning as published, or another version with `?version=`."""
    page = positioning_page(request.GET.get("version", ""))
    viewer = viewer_in(request)
    context = {"page": page, "boxes": BOXES, "may_edit": viewer.can(EDIT), "preview": None}
    offered = items("positioning-more") if viewer.account else []
    more = [one for one in offered if one.shown is None or one.shown()]
    return render(request, "positioning/page.jinja", context | {"more": more})


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The checklist: a page, or to htmx the list alone, to be opened beside what one is writing."""
    viewer = viewer_in(request)
    require(allowed(viewer, TEAM_DOOR))
    context = {"checks": checklist(request.GET.get("language", "")), "now": positioning_now()}
    return render(request, "positioning/check.jinja", context | {"may_edit": viewer.can(EDIT)}, block="list")
