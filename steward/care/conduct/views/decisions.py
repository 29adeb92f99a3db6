"""The statement of reasons."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from steward.care.conduct.queries.statement import statement_for
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.kernel import clock
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in
from steward.people.community.public import cook


@require_safe
def decision(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """A statement of reasons, for who it is about and for the team."""
    viewer = viewer_in(request)
    found = statement_for(viewer, judgement_id)
    context = {
        "statement": found,
        "clause_html": cook(found.clause.text()) if found.clause else "",
        "may_appeal": found.may_appeal(clock.now()),
        "of_team": viewer.can(JUDGE),
    }
    return render(request, "conduct/decision.jinja", context)
