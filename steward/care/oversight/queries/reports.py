"""Transparency reports: the published ones, and one of any period as it would be now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone

from steward.care.conduct.public import Judgement
from steward.care.oversight.enums import VIEW
from steward.care.oversight.models import KeptReport
from steward.care.oversight.queries.figures import figures
from steward.care.oversight.rules.periods import Span, before, span, span_of
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed

#: Periods offered for a report, of each kind.
OFFERED = {"month": 12, "quarter": 8, "year": 5}


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it would be published now."""

    span: Span
    figures: dict[str, Any]
    is_over: bool
    kept: list[KeptReport]  # of the same period, published before


def published() -> list[KeptReport]:
    """Every published report, the newest period first, without its figures; one query. Everybody may read them."""
    return list(KeptReport.objects.defer("figures"))


def kept(period: str, number: int | None = None) -> KeptReport:
    """A published report: the newest of the period, or the one of that number. Raises NotFound."""
    rows = KeptReport.objects.filter(period=period)
    found = (rows.filter(number=number) if number else rows).order_by("-number").first()
    if found is None:
        raise NotFound
    return found


def draft(viewer: Viewer, period: str, now: datetime | None = None) -> Draft:
    """The report of a period from the data there is. Raises Forbidden, NotFound (no such period, not begun)."""
    require(allowed(viewer, VIEW))
    chosen, moment = span(period), now or clock.now()
    if chosen is None or chosen.since > moment:
        raise NotFound
    counted = figures(chosen.since, chosen.until)
    earlier = list(KeptReport.objects.filter(period=period).defer("figures"))
    return Draft(chosen, counted, chosen.until <= moment, earlier)


def periods(viewer: Viewer, now: datetime | None = None) -> dict[str, list[Span]]:
    """The periods a report can be made of, by kind, the newest first, back to the first judgement. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    today = timezone.localdate(now or clock.now(), timezone.get_default_timezone())
    first = Judgement.objects.aggregate(at=Min("at"))["at"]
    found: dict[str, list[Span]] = {}
    for kind, count in OFFERED.items():
        rows = [span_of(kind, today)]
        while len(rows) < count and first and rows[-1].since > first:
            rows.append(before(rows[-1]))
        found[kind] = rows
    return found
