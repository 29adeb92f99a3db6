"""What the rules hit."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from steward.care.screening.actions.undo import undo_hit
from steward.care.screening.enums import Mode, Outcome
from steward.care.screening.models import Rule
from steward.care.screening.queries.hits import hits_for
from steward.care.screening.queries.subjects import subject_now
from steward.care.screening.rules import MANAGE
from steward.care.screening.views.rules import said_acts, shown_hit
from steward.foundation.kernel.ruling import NotFound
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import Column, Filter, Table
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


def _rules() -> list[tuple[str, Any]]:
    return [(str(pk), name) for pk, name in Rule.objects.values_list("pk", "name")]


_MODES = [(Mode.LIVE.value, Mode.LIVE.label), (Mode.SHADOW.value, Mode.SHADOW.label)]
_OUTCOMES = [("open", Outcome.OPEN.label), *((one.value, one.label) for one in (Outcome.UPHELD, Outcome.DISMISSED))]


def _by_outcome(rows: Any, values: tuple[str, ...]) -> Any:
    return rows.filter(outcome__in=["" if value == "open" else value for value in values])


HITS = Table(
    key="hits",
    caption=_("Hits"),
    columns=(
        Column(
            "words", _("What was hit"), cell="screening/cells.jinja#words", lead=True, export=lambda hit: hit.excerpt
        ),
        Column(
            "rule",
            _("Rule"),
            value=lambda hit: hit.rule.name,
            href=lambda hit: reverse("screening-rule", args=[hit.rule_id]),
        ),
        Column("mode", _("Mode"), cell="screening/cells.jinja#hit_mode", export=lambda hit: hit.mode),
        Column("outcome", _("People decided"), cell="screening/cells.jinja#outcome", export=lambda hit: hit.outcome),
        Column("who", _("Author"), value=lambda hit: hit.identity.name or hit.identity.handle if hit.identity else ""),
        Column("at", _("When"), order=("at",), kind="ago"),
    ),
    filters=(
        Filter("rule", _("Rule"), choices=_rules, lookup="rule"),
        Filter("mode", _("Mode"), choices=_MODES, lookup="mode"),
        Filter("outcome", _("People decided"), choices=_OUTCOMES, kind="many", apply=_by_outcome),
        Filter("since", pgettext_lazy("a day", "From"), kind="day", lookup="at__date__gte"),
    ),
    search=("excerpt__icontains", "title__icontains"),
    search_label=_("Search in the words"),
    sort="-at",
)


@require_safe
def hits(request: HttpRequest) -> HttpResponseBase:
    """Every hit, the newest first."""
    rows = hits_for(viewer_in(request))
    if request.GET.get("format") == "csv":
        return HITS.export(request, rows)
    return render(request, "screening/hits.jinja", {"page": HITS.page(request, rows)})


@require_safe
def hit_page(request: HttpRequest, hit_id: int) -> HttpResponse:
    """One hit: what it found and why, what was done, what people said."""
    viewer = viewer_in(request)
    hit = hits_for(viewer).select_related("decision").filter(pk=hit_id).first()
    if hit is None:
        raise NotFound
    found = subject_now(hit.kind, hit.subject_id)
    context = {
        "shown": shown_hit(hit), "hit": hit, "acts": said_acts(hit.acts), "may": viewer.can(MANAGE),
        "address": found.url if found else "",
    }  # fmt: skip
    return render(request, "screening/hit.jinja", context)


@require_POST
def undo_one(request: HttpRequest, hit_id: int) -> HttpResponse:
    """Take back what the rule did there."""
    undo_hit(actor=viewer_in(request), hit_id=hit_id)
    toast(request, __("Taken back."))
    return redirect("screening-hit", hit_id)
