"""The case library."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from steward.care.clauses.public import code_now
from steward.care.conduct.queries.library import samples
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """How clauses were applied, without anybody's name."""
    viewer, clause = viewer_in(request), request.GET.get("clause", "")
    context = {
        "cases": samples(viewer, clause, get_language() or "en"),
        "clauses": code_now().clauses,
        "chosen": clause,
        "of_team": viewer.can(JUDGE),
    }
    return render(request, "conduct/library.jinja", context)
