"""How clauses do: volumes, appeals, overturns, and whether two people read them alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from steward.care.appeals.public import Appeal
from steward.care.clauses.public import ClauseNow, code_now
from steward.care.conduct.enums import Level
from steward.care.conduct.public import Judgement
from steward.care.oversight.enums import VIEW
from steward.care.oversight.models import SecondLook
from steward.care.oversight.queries.looks import agreements
from steward.care.oversight.rules.agreement import Agreement
from steward.care.oversight.rules.hints import hint
from steward.foundation.kernel import clock
from steward.foundation.kernel.chance import Share
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed

#: Statistics of clauses look back so far.
WINDOW = timedelta(days=365)
COUNTS = ("judged", "gone", "appeals", "decided", "overturned")


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """One clause over the last year. `overturns` is of the appeals that were decided."""

    key: str
    clause: ClauseNow | None  # None: it is not in the code any more
    judged: int
    appeals: int
    overturns: Share
    fallen: Share  # of all judgements, how many do not hold, for whatever reason
    agreement: Agreement | None
    hint: str

    @property
    def title(self) -> str:
        """Its title as it reads now, else its key."""
        return self.clause.title() if self.clause else self.key

    @property
    def weight(self) -> float:
        """What the list is ordered by: the lower end of the overturn rate, so that few appeals prove little."""
        return self.overturns.low or 0.0


def clause_records(viewer: Viewer, now: datetime | None = None) -> list[ClauseRecord]:
    """Every clause that was applied or is in the code, those most surely overturned first. Raises Forbidden.

    Six queries for any number.
    """
    require(allowed(viewer, VIEW))
    since = (now or clock.now()) - WINDOW
    known = {one.key: one for one in code_now().clauses}
    counted = _counted(since, known)
    agreed = agreements(SecondLook.objects.filter(at__gte=since)).clauses
    decided = sum(one["decided"] for one in counted.values())
    usual = sum(one["overturned"] for one in counted.values()) / decided if decided else None
    rows = [_record(key, known.get(key), counts, agreed.get(key), usual) for key, counts in counted.items()]
    return sorted(rows, key=lambda row: (-row.weight, -row.judged, row.title))


def clause_record(key: str, now: datetime | None = None) -> ClauseRecord:
    """One clause for everybody who reads the code: two queries beside the code's, no agreement and no hint."""
    counts = _counted((now or clock.now()) - WINDOW, [key], only=key)[key]
    return _record(key, code_now().clause(key), counts, None, None)


def _record(
    key: str, clause: ClauseNow | None, counts: Mapping[str, int], agreement: Agreement | None, usual: float | None
) -> ClauseRecord:
    overturns = Share(counts["overturned"], counts["decided"])
    return ClauseRecord(
        key, clause, counts["judged"], counts["appeals"], overturns, Share(counts["gone"], counts["judged"]), agreement,
        hint(counts["decided"], overturns.interval, usual, agreement),
    )  # fmt: skip


def _counted(since: datetime, known: Iterable[str], only: str = "") -> dict[str, dict[str, int]]:
    """Judgements with effect and appeals since then, by clause; two queries."""
    judged = Judgement.objects.filter(at__gte=since).exclude(level=Level.NONE).exclude(clause="").order_by()
    appealed = Appeal.objects.filter(at__gte=since).exclude(judgement__clause="").order_by()
    if only:
        judged, appealed = judged.filter(clause=only), appealed.filter(judgement__clause=only)
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for clause, n, gone in judged.values_list("clause").annotate(n=Count("pk"), gone=Count("overturned_at")):
        found[clause] |= {"judged": n, "gone": gone}
    right = Count("pk", filter=Q(outcome="overturned"))
    rows = appealed.values_list("judgement__clause").annotate(n=Count("pk"), decided=Count("decided_at"), right=right)
    for clause, n, decided, overturned in rows:
        found[clause] |= {"appeals": n, "decided": decided, "overturned": overturned}
    return {key: found[key] for key in sorted({*found, *known})}
