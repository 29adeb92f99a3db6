"""The code for everybody: its page, what changed, one clause."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from steward.care.clauses.enums import MANAGE
from steward.care.clauses.queries.reading import accepted_by, changes_page, clause_page, code_page, panels_of
from steward.foundation.kernel.registry import items
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The code as it binds, or another edition with `?version=`."""
    viewer = viewer_in(request)
    page = code_page(viewer, request.GET.get("version", ""))
    links = sorted(items("code-links"), key=lambda entry: entry.order)
    return render(request, "clauses/code.jinja", {"page": page, "may_manage": viewer.can(MANAGE), "links": links})


@require_safe
def code_changes(request: HttpRequest) -> HttpResponse:
    """What an edition changed."""
    page = changes_page(request.GET.get("version", ""))
    context = {"page": page, "accepted": accepted_by(viewer_in(request))}
    return render(request, "clauses/changes.jinja", context)


@require_safe
def clause(request: HttpRequest, key: str) -> HttpResponse:
    """One clause with its versions and what other rooms know of it."""
    page = clause_page(key, request.GET.get("version", ""))
    panels = [
        (panel, render_to_string(panel.template, context, request, using="jinja2"))
        for panel, context in panels_of(viewer_in(request), key)
    ]
    return render(request, "clauses/clause.jinja", {"page": page, "panels": panels})
