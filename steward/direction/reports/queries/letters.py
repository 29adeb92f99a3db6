"""The mail of a report to a team mate."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from steward.direction.reports.enums import VIEW
from steward.direction.reports.models import Report
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.typesetting.mail import body_html
from steward.direction.reports.typesetting.plain import as_text, subject_of
from steward.people.access.public import Viewer
from steward.people.notify.public import Letter


def letter(report: Report, language: str) -> Letter:
    """The report as a letter in this language. Reports of a kind share a list; each begins its own thread."""
    said = reading(report, language)
    key = f"report-{report.pk}"
    return Letter(
        subject=subject_of(said), html=body_html(said), text=as_text(said, settings.BASE_URL, way_back=False),
        thread=key, message_key=key, list_id=f"reports-{report.period}",
    )  # fmt: skip


def letter_now(viewer: Viewer, params: Mapping[str, Any]) -> Letter | None:
    """The letter in the reader's language, as the report stands; None when they must not see it any more."""
    report = Report.objects.filter(pk=int(params.get("report") or 0)).first()
    if report is None or not viewer.can(VIEW):
        return None
    return letter(report, _known(get_language() or ""))


def _known(language: str) -> str:
    """The nearest language reports are written in."""
    codes = [code for code, _name in settings.LANGUAGES]
    return language if language in codes else "zh-hans" if language.startswith("zh") else "en"
