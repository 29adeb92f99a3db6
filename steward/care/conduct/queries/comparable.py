"""How comparable cases were decided."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from steward.care.conduct.enums import WEIGHT, Level
from steward.care.conduct.models import Judgement
from steward.care.conduct.rules.proportion import band, usual_level

#: Only so far back, and only so many: what is usual changes.
YEARS, MOST = 2, 200


@dataclass(frozen=True, slots=True)
class Comparable:
    """Decided cases under the same clause of people with about as many earlier sanctions."""

    counts: Mapping[str, int] = field(default_factory=dict)  # level → cases, the mildest first
    cases: tuple[tuple[int, int, str, datetime], ...] = ()  # (judgement, case, level, when), the newest first, ten

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def usual(self) -> str:
        """The level that is usual, "" where there are too few to say."""
        return usual_level(self.counts)

    @property
    def bars(self) -> list[tuple[str, int, float]]:
        """For a small picture: (level, cases, share of the largest)."""
        most = max(self.counts.values(), default=1)
        return [(level, count, count / most) for level, count in self.counts.items()]


def comparable(*, clause: str, earlier: int, now: datetime, without: int = 0) -> Comparable:
    """Judgements under the clause that still stand, of authors with about so many earlier sanctions; one query.

    `without` is a case to leave out. How many sanctions came before is kept with the judgement.
    """
    if not clause:
        return Comparable()
    rows = Judgement.objects.filter(
        clause=clause, overturned_at=None, at__gte=now - timedelta(days=365 * YEARS)
    ).exclude(case=without)
    found = [
        (pk, case, level, at)
        for pk, case, level, at, before in rows.order_by("-at")[:MOST].values_list(
            "pk", "case_id", "level", "at", "earlier"
        )
        if band(before) == band(earlier)
    ]
    counts = Counter(level for _pk, _case, level, _at in found)
    ordered = sorted(counts.items(), key=lambda pair: WEIGHT[Level(pair[0])])
    return Comparable(dict(ordered), tuple(found[:10]))
