"""What reports offer to shared screens and registries."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from steward.direction.reports.actions.forget import erase_reports
from steward.direction.reports.enums import EDIT, PLAN, READY, VIEW, WRITE_JOB, Period, State
from steward.direction.reports.models import Report
from steward.direction.reports.queries.archive import reports, upcoming, waiting
from steward.direction.reports.queries.letters import letter_now
from steward.direction.reports.queries.personal import personal_reports
from steward.direction.reports.queries.readings import span_words, title_of
from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import (
    Dated,
    DatedSource,
    NavigationEntry,
    PaletteHit,
    PaletteSource,
    PersonalData,
    WorkItem,
    WorkSource,
)
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role, Viewer
from steward.people.community.public import community
from steward.people.notify.public import Line, NotificationKind
from steward.stream.webhooks.public import WebhookEvent


def describe(params: Mapping[str, Any]) -> Line:
    """The line in the inbox."""
    days = span_words(params["period"], date.fromisoformat(params["since"]), date.fromisoformat(params["until"]))
    return Line(_now("%(report)s is here") % {"report": Period(params["period"]).label}, days, "newspaper")


def drafts(viewer: Viewer) -> Sequence[WorkItem]:
    """Drafts that wait to be looked at before they go out, and those that are held."""
    return [
        WorkItem(
            title_of(report), reverse("report", args=[report.pk]), report.sends_at,
            _now("held back") if report.state == State.HELD else _now("goes out by itself"), mine=False,
            verb=_now("Look it over"),
        )
        for report in waiting(viewer)
    ]  # fmt: skip


def dated(viewer: Viewer, since: date, until: date) -> Sequence[Dated]:
    """The next reports that fall into these days."""
    if not viewer.can(VIEW):
        return []
    begins = datetime.combine(since, time(), community().zone)
    ends = datetime.combine(until, time(), community().zone)
    return [
        Dated(
            f"report-{one.plan.pk}-{one.window.until}", str(Period(one.plan.period).label), one.window.due,
            reverse("reports"), span_words(one.plan.period, one.window.since, one.window.until),
        )
        for one in upcoming(viewer, max(clock.now(), begins - timedelta(seconds=1)))
        if begins <= one.window.due < ends
    ]  # fmt: skip


def find(viewer: Viewer, query: str) -> list[PaletteHit]:
    """Reports whose words hold the query."""
    rows = reports(viewer).filter(words__icontains=query)[:8]
    return [
        PaletteHit(title_of(row), reverse("report", args=[row.pk]), row.get_state_display(), "newspaper")
        for row in rows
    ]


def told(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """What other systems hear when a report goes out: its days and its numbers."""
    row = Report.objects.filter(pk=fact["report_id"]).first()
    if row is None:
        return None
    return {
        "report": {
            "id": row.pk, "period": row.period, "since": row.since.isoformat(), "until": row.until.isoformat(),
            "sent_at": row.sent_at.isoformat() if row.sent_at else None, "url": reverse("report", args=[row.pk]),
            "numbers": {one["key"]: one["value"] for one in row.numbers},
        }
    }  # fmt: skip


def job_page(job: Job) -> str:
    """Where the written report is seen."""
    return reverse("report", args=[job.result["report"]]) if job.result and job.result.get("report") else ""


contribute("permissions", Permission(VIEW, _("read reports"), TEAM))
contribute("permissions", Permission(EDIT, _("write, edit and send reports"), (Role.LEAD, Role.ANALYST)))
contribute("permissions", Permission(PLAN, _("plan reports and choose who gets them"), (Role.LEAD,)))
contribute("navigation", NavigationEntry("direction", _("Reports"), "reports", "newspaper", VIEW, 50))
contribute("palette", PaletteSource(_("Reports"), VIEW, find))
contribute("job-kinds", JobKind(WRITE_JOB, _("Writing a report"), job_page))
contribute(
    "notification-kinds",
    NotificationKind(READY, _("Reports"), _("Reports"), "each", describe, letter_now=letter_now, permission=VIEW),
)
contribute("my-work", WorkSource("reports.drafts", _("Reports to look at"), "newspaper", EDIT, drafts, 60))
contribute("calendar", DatedSource("reports", _("Reports"), dated))
contribute("personal-data", PersonalData("reports", personal_reports, erase_reports, erase_reports))
contribute("webhook-events", WebhookEvent("report.sent", _("A report was sent"), "reports.sent", told))
