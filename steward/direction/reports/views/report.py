"""One report: as a page, a file, text for a chat, beside the last one."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from steward.direction.reports.enums import EDIT, OPEN
from steward.direction.reports.models import Report
from steward.direction.reports.queries.archive import last_before, report_of
from steward.direction.reports.queries.beside import number_lines, numbers_beside
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.typesetting.chat import WECOM, split_bytes
from steward.direction.reports.typesetting.mail import note_html
from steward.direction.reports.typesetting.plain import as_markdown, as_text, is_bars, right_columns
from steward.foundation.ui.csvfile import csv_response
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in


def language_of(request: HttpRequest) -> str:
    """The language asked for, else the reader's own, else the first."""
    codes = [code for code, _name in settings.LANGUAGES]
    wished = (request.GET.get("language"), request.POST.get("language"), get_language())
    return next((code for code in wished if code in codes), codes[0])


def context_of(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What every page of a report shows: its words in a language, the tabs of languages."""
    language = language_of(request)
    tabs = [(name, f"?language={code}", code == language) for code, name in settings.LANGUAGES]
    return {
        "report": report, "said": reading(report, language, passages=report.passages.all()), "language": language,
        "tabs": tabs, "cook": note_html, "rights": right_columns, "is_bars": is_bars, "is_open": report.state in OPEN,
        "may_edit": viewer_in(request).can(EDIT), "viewer": viewer_in(request),
    }  # fmt: skip


@require_safe
def report_page(request: HttpRequest, report_id: int) -> HttpResponseBase:
    """The report in one language; `?format=csv` is its numbers."""
    viewer = viewer_in(request)
    report = report_of(viewer, report_id)
    if request.GET.get("format") == "csv":
        head, rows = number_lines(report, language_of(request))
        return csv_response(f"report-{report.period}-{report.since}", head, rows)
    last = report.until - timedelta(days=1)
    again = {"period": report.period, "style": report.style, "since": str(report.since), "until": str(last)}
    context = context_of(request, report) | {"earlier": last_before(viewer, report), "again": again}
    return render(request, "reports/report.jinja", context)


@require_safe
def as_markdown_file(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report as a Markdown file."""
    report = report_of(viewer_in(request), report_id)
    text = as_markdown(reading(report, language_of(request), passages=report.passages.all()), settings.BASE_URL)
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="report-{report.period}-{report.since}.md"'
    return answer


@require_safe
def chat_text(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report as text to paste into a chat, cut where a chat's limit asks for it."""
    report = report_of(viewer_in(request), report_id)
    context = context_of(request, report)
    text = as_text(context["said"], settings.BASE_URL)
    context |= {"text": text, "parts": split_bytes(text, WECOM), "limit": WECOM, "size": len(text.encode())}
    return render(request, "reports/chat.jinja", context)


@require_safe
def compare(request: HttpRequest, report_id: int) -> HttpResponse:
    """The numbers beside those of the last report, each as it was written then."""
    viewer = viewer_in(request)
    report = report_of(viewer, report_id)
    earlier = last_before(viewer, report)
    context = context_of(request, report) | {"earlier": earlier}
    context["rows"] = numbers_beside(report, earlier) if earlier else []
    context["earlier_said"] = reading(earlier, context["language"]) if earlier else None
    return render(request, "reports/compare.jinja", context)
