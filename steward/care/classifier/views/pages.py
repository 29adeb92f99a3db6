"""The overview with its box to try a text, and one version."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from steward.care.classifier.forms import ReasonForm, SetupForm, TryForm
from steward.care.classifier.queries.pages import overview, version_for
from steward.care.classifier.queries.version import score
from steward.care.classifier.records import Score
from steward.care.classifier.views.charts import curve_of, reliability_of, shares_of
from steward.care.clauses.public import REASONS
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in


def home(request: HttpRequest) -> HttpResponse:
    """How the classifier stands; POST scores a text, of which nothing is kept."""
    now = overview(viewer_in(request))
    form = TryForm(request.POST or None)
    tried = score([form.cleaned_data["text"]])[0] if form.is_bound and form.is_valid() else None
    setup = {"target": round(now.setup.target * 100), "fresh": now.setup.fresh}
    context = {"now": now, "form": form, "tried": tried, "setup_form": SetupForm(initial=setup), "lines": _lines(tried)}
    return render(request, "classifier/home.jinja", context | {"names": names()})


@require_safe
def version_page(request: HttpRequest, number: int) -> HttpResponse:
    """What one version learned, and how good it is."""
    page = version_for(viewer_in(request), number)
    context = {
        "page": page, "names": names(), "reasons": ReasonForm(), "shares": shares_of(page.labels),
        "details": [(one, curve_of(one), reliability_of(one)) for one in page.labels if one.tally.recall.size],
    }  # fmt: skip
    return render(request, "classifier/version.jinja", context)


def names() -> dict[str, Any]:
    """What labels are called on screen."""
    return {"": _("nothing against the code"), **REASONS}


def _lines(tried: Score | None) -> list[tuple[str, float]]:
    """The likeliest few labels, and fine."""
    if tried is None:
        return []
    fine = max(0.0, 1 - sum(chance for _label, chance in tried.chances))
    return sorted([*tried.chances[:3], ("", fine)], key=lambda pair: -pair[1])
