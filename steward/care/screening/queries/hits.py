"""What rules hit: for the pages, for conduct, for ceilings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from steward.care.screening.enums import Mode, Outcome
from steward.care.screening.models import Hit
from steward.care.screening.rules import VIEW
from steward.foundation.kernel import clock
from steward.foundation.kernel.chance import Interval, wilson
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.square.forum.public import closed_places

#: A ceiling counts the hits of so long.
HOUR = timedelta(hours=1)


def acted_lately(rule_ids: Sequence[int]) -> dict[int, int]:
    """How often each rule acted in the hour before now: one query."""
    since, counts = clock.now() - HOUR, dict.fromkeys(rule_ids, 0)
    rows = Hit.objects.filter(rule__in=counts, mode=Mode.LIVE, undone_at=None, at__gte=since).order_by()
    counts.update(rows.values_list("rule_id").annotate(Count("pk")))
    return counts


def hits_of(kind: str, subject_id: int, *, shadow: bool = False) -> list[Hit]:
    """What live rules hit there, the first first; with `shadow` also what only was recorded."""
    rows = Hit.objects.filter(kind=kind, subject_id=subject_id).select_related("rule").order_by("pk")
    return list(rows if shadow else rows.filter(mode=Mode.LIVE))


def hits_by_id(hit_ids: Iterable[int]) -> dict[int, Hit]:
    """Hits with their rules, by id."""
    return Hit.objects.select_related("rule").in_bulk(set(hit_ids))


def hits_for(viewer: Viewer) -> QuerySet[Hit]:
    """Every hit of places the viewer moderates, the newest first. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    rows = Hit.objects.exclude(place__in=closed_places(viewer))
    return rows.select_related("rule", "identity").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Record:
    """How a rule did: hits of today and of seven days, and what people decided about all of them.

    `low` and `high` bound the true share of right hits with 95 % certainty; None where nothing is decided.
    """

    today: int = 0
    week: int = 0
    upheld: int = 0
    decided: int = 0

    @property
    def precision(self) -> float | None:
        """The share of decided hits that were right."""
        return self.upheld / self.decided if self.decided else None

    @property
    def range(self) -> Interval | None:
        """The interval around it."""
        return wilson(self.upheld, self.decided)


def records_for(rule_ids: Iterable[int], today: datetime) -> dict[int, Record]:
    """The record of each rule, in one query. `today` is when the day of who looks began."""
    ids = list(rule_ids)
    week = today - timedelta(days=6)
    rows = (
        Hit.objects.filter(rule__in=ids)
        .order_by()
        .values_list("rule_id")
        .annotate(
            today=Count("pk", filter=Q(at__gte=today)),
            week=Count("pk", filter=Q(at__gte=week)),
            upheld=Count("pk", filter=Q(outcome=Outcome.UPHELD)),
            decided=Count("pk", filter=~Q(outcome=Outcome.OPEN)),
        )
    )
    return {rule: Record(*counts) for rule, *counts in rows}
