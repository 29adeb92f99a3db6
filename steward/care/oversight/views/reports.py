"""Transparency reports: the published ones for everybody, drafts for the team."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.care.conduct.enums import Level
from steward.care.oversight.actions.publish_report import publish_report
from steward.care.oversight.enums import PUBLISH
from steward.care.oversight.forms import PublishForm
from steward.care.oversight.queries.pictures import charts, overturn_sentence, rows, source_label, title_of
from steward.care.oversight.queries.reports import draft, kept, periods, published
from steward.care.oversight.rules.periods import span
from steward.foundation.kernel.chance import Share
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.csvfile import csv_response
from steward.foundation.ui.formats import number
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in

HEADINGS = ("what", "which", "value", "of", "low", "high")


@require_safe
def public_reports(request: HttpRequest) -> HttpResponse:
    """Every published report, the newest period first."""
    found = [(one, span(one.period)) for one in published()]
    return render(request, "oversight/reports.jinja", {"reports": found})


@require_safe
def public_report(request: HttpRequest, period: str, version: int | None = None) -> HttpResponse:
    """One published report, as it was published."""
    found = kept(period, version)
    context = parts(found.figures) | {"report": found, "span": span(period)}
    return render(request, "oversight/report.jinja", context)


@require_safe
def public_report_csv(_request: HttpRequest, period: str, version: int) -> HttpResponseBase:
    """The same as a file for a spreadsheet."""
    found = kept(period, version)
    return csv_response(f"transparency-{period}-{found.number}", HEADINGS, rows(found.figures))


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The periods a report can be made of, and what was published."""
    done: dict[str, int] = {}
    for one in published():
        done[one.period] = max(one.number, done.get(one.period, 0))
    context = {"periods": periods(viewer_in(request)), "done": done}
    return render(request, "oversight/report_list.jinja", context)


@require_safe
def report_draft(request: HttpRequest, period: str) -> HttpResponseBase:
    """The report of a period as it would be published now."""
    viewer = viewer_in(request)
    made = draft(viewer, period)
    if request.GET.get("format") == "csv":
        return csv_response(f"transparency-{period}-draft", HEADINGS, rows(made.figures))
    context = parts(made.figures) | {"draft": made, "form": PublishForm(), "may_publish": viewer.can(PUBLISH)}
    return render(request, "oversight/draft.jinja", context)


@require_POST
def publish_one(request: HttpRequest, period: str) -> HttpResponse:
    """Publish it."""
    form = PublishForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        made = publish_report(actor=viewer_in(request), period=period, words=words)
    except Invalid as problem:
        toast(request, str(problem))
        return redirect("oversight-draft", period)
    toast(request, _("Published. It never changes from now on."))
    return redirect("transparency-report-kept", made.period, made.number)


def parts(figures: Mapping[str, Any]) -> dict[str, Any]:
    """What a report's page draws of its figures."""
    appeals = figures["appeals"]
    finders = figures["judgements"]["finders"]
    effect = figures["judgements"]["effect"]
    overturns = Share(appeals["overturned"], appeals["decided"])
    signals = [
        (source_label(source), one, Share(one["upheld"], one["upheld"] + one["dismissed"]))
        for source, one in figures["signals"].items()
    ]
    return {
        "figures": figures, "charts": charts(figures), "overturns": overturns, "signals": signals,
        "overturn_sentence": overturn_sentence(overturns), "title_of": title_of,
        "restraint_pairs": [(Level(level).label, number(count)) for level, count in figures["restraints"].items()],
        "shares": {finder: Share(count, effect) for finder, count in finders.items()},
    }  # fmt: skip
