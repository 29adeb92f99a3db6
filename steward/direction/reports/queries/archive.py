"""The archive: reports of the past, what is due next, what waits to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from steward.direction.reports.enums import DUE, PLAN, VIEW, State
from steward.direction.reports.models import Report, ReportPassage, ReportPlan
from steward.direction.reports.queries.recipients import rhythm_of
from steward.direction.reports.rules.windows import Window, last_due, next_due
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.community.public import community


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A plan that is on, and when its next report is due."""

    plan: ReportPlan
    window: Window


def reports(viewer: Viewer) -> QuerySet[Report]:
    """Every report, the newest first."""
    require(allowed(viewer, VIEW))
    return Report.objects.order_by("-until", "-pk").defer("words", "numbers")


def report_of(viewer: Viewer, report_id: int) -> Report:
    """One report with its passages: two queries. Raises NotFound."""
    require(allowed(viewer, VIEW))
    rows = Report.objects.filter(pk=report_id).select_related("by", "sent_by")
    found = rows.prefetch_related(Prefetch("passages", ReportPassage.objects.order_by("position", "pk"))).first()
    if found is None:
        raise NotFound
    return found


def last_before(viewer: Viewer, report: Report) -> Report | None:
    """The report of the same period before this one that had something to say."""
    require(allowed(viewer, VIEW))
    rows = Report.objects.filter(period=report.period, until__lte=report.since)
    return rows.exclude(state__in=[State.SKIPPED, State.FAILED]).order_by("-until", "-pk").first()


def plans(viewer: Viewer) -> list[ReportPlan]:
    """Every plan with its accounts: two queries."""
    require(allowed(viewer, PLAN))
    return list(ReportPlan.objects.prefetch_related("accounts"))


def plan_of(viewer: Viewer, plan_id: int) -> ReportPlan:
    """One plan. Raises NotFound."""
    require(allowed(viewer, PLAN))
    found = ReportPlan.objects.prefetch_related("accounts").filter(pk=plan_id).first()
    if found is None:
        raise NotFound
    return found


def upcoming(viewer: Viewer, now: datetime) -> list[Upcoming]:
    """What comes next of each plan that is on, the nearest first."""
    require(allowed(viewer, VIEW))
    zone = community().zone
    found = []
    for plan in ReportPlan.objects.exclude(enabled_at=None):
        window = next_due(rhythm_of(plan), now, zone)
        if window:
            found.append(Upcoming(plan, window))
    return sorted(found, key=lambda one: one.window.due)


def waiting(viewer: Viewer) -> list[Report]:
    """Drafts that nobody has sent yet and that belong to a plan or are held, the next to go out first."""
    require(allowed(viewer, VIEW))
    rows = Report.objects.filter(state__in=[*DUE, State.HELD]).exclude(plan=None).order_by("sends_at", "pk")
    return list(rows.defer("words", "numbers")[:20])


def windows_due(now: datetime) -> list[tuple[ReportPlan, Window]]:
    """Plans whose latest report is due and not written: of each at most one, none from before it was turned on."""
    zone = community().zone
    found = []
    for plan in ReportPlan.objects.exclude(enabled_at=None):
        window = last_due(rhythm_of(plan), now, zone)
        if window and plan.enabled_at and window.due >= plan.enabled_at:
            found.append((plan, window))
    written = set(Report.objects.filter(plan__in=[plan for plan, _w in found]).values_list("plan_id", "until"))
    return [(plan, window) for plan, window in found if (plan.pk, window.until) not in written]


def due_to_send(now: datetime) -> Sequence[int]:
    """Drafts whose time has come."""
    return list(Report.objects.filter(state__in=DUE, sends_at__lte=now).values_list("pk", flat=True)[:50])
