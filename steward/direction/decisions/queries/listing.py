"""Decisions as lists: the team's memory, what was measured, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from steward.direction.decisions.enums import VIEW, State, Verdict
from steward.direction.decisions.models import Measurement, Resolution
from steward.direction.decisions.queries.telling import states
from steward.direction.decisions.records import ResolutionState
from steward.foundation.kernel.chance import Share
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed


def resolutions(viewer: Viewer) -> QuerySet[Resolution]:
    """Every decision, with owner and measurements at hand. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    return Resolution.objects.select_related("owner", "made_by").prefetch_related("measurements")


def resolution_of(viewer: Viewer, resolution_id: int) -> Resolution:
    """One decision. Raises Forbidden, NotFound."""
    found = resolutions(viewer).filter(pk=resolution_id).first()
    if found is None:
        raise NotFound
    return found


def outcomes(viewer: Viewer, since: date, until: date) -> list[ResolutionState]:
    """What was measured from `since` to the day before `until`, not early: newest first. Raises Forbidden."""
    measured = Q(measured_at__gte=moment(since), measured_at__lt=moment(until))
    rows = resolutions(viewer).filter(measured, measurements__early=False).exclude(state=State.WITHDRAWN)
    return states(list(rows.distinct().order_by("-measured_at", "-pk")))


def due_between(viewer: Viewer, since: date, until: date) -> list[ResolutionState]:
    """What is measured or looked at from `since` to the day before `until`, in that order. Raises Forbidden."""
    rows = resolutions(viewer).filter(state=State.OPEN, due__gte=since, due__lt=until)
    return states(list(rows.order_by("due", "pk")))


def loaded(viewer: Viewer, ids: Sequence[int]) -> dict[int, Resolution]:
    """Decisions by id, those the viewer may see. Two queries."""
    if not viewer.can(VIEW):
        return {}
    return {one.pk: one for one in resolutions(viewer).filter(pk__in=list(ids))}


def history_of(resolution: Resolution) -> list[Measurement]:
    """Every measurement, newest first."""
    return list(resolution.measurements.order_by("-at", "-pk"))


@dataclass(frozen=True, slots=True)
class Memory:
    """What the team's decisions came to: the measured ones that expected something."""

    measured: int
    worked: int
    did_not: int
    cannot_tell: int
    met: Share


def memory(viewer: Viewer) -> Memory:
    """The balance of every measured decision, in one query. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    rows: Any = Resolution.objects.exclude(state=State.WITHDRAWN).exclude(verdict="")
    counts = rows.aggregate(
        **{verdict.value: Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict},
        reached=Count("pk", filter=Q(met=True)), judged=Count("pk", filter=Q(met__isnull=False)),
    )  # fmt: skip
    measured = sum(counts[verdict.value] for verdict in Verdict)
    return Memory(
        measured, counts["worked"], counts["did_not"], counts["cannot_tell"], Share(counts["reached"], counts["judged"])
    )


def moment(day: date) -> datetime:
    """The beginning of a community's day."""
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def soon(day: date) -> tuple[date, date]:
    """The week that begins with a day."""
    return day, day + timedelta(days=7)
