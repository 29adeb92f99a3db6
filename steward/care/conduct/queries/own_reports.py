"""What somebody reported, and what became of it."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from steward.care.conduct.enums import CaseState, Outcome, Source
from steward.care.conduct.models import Judgement, Signal
from steward.care.conduct.queries.explained import reason_title
from steward.care.conduct.queries.outcomes import outcome_words
from steward.care.conduct.rules.conflict import REPORT
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, within_scope

#: The newest are shown.
MANY = 50


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A line of one's own reports."""

    signal: Signal
    title: str  # of what was reported
    reason: str
    outcome: str  # what became of it, "" while nothing did

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.signal.case.state != CaseState.DECIDED


def own_reports(viewer: Viewer) -> list[OwnReport]:
    """The viewer's own reports, the newest first: one query, and the code's. Raises Forbidden (a token's scopes)."""
    require(within_scope(viewer, REPORT))
    rows = Signal.objects.filter(reporter=viewer.own_id, source=Source.REPORT).select_related("case")
    decided = Judgement.objects.filter(case=OuterRef("case"), overturned_at=None).order_by("-at")
    rows = rows.annotate(level=Subquery(decided.values("level")[:1]))
    return [
        OwnReport(row, row.case.title or row.case.text[:80], reason_title(row.code), _outcome(row))
        for row in rows.defer("case__html").order_by("-at", "-pk")[:MANY]
    ]


def _outcome(row: Signal) -> str:
    level = getattr(row, "level", None) or ""
    return outcome_words(upheld=row.outcome == Outcome.UPHELD, level=level) if row.outcome else ""
