"""Clauses by how surely their decisions fall."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from steward.care.oversight.queries.clauses import clause_records
from steward.care.oversight.queries.looks import agreements
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in


@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    """Which text to rewrite first, and how far team mates agree."""
    records = clause_records(viewer_in(request))
    return render(request, "oversight/clauses.jinja", {"records": records, "agreed": agreements()})
