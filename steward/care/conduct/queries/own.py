"""What was decided about one's own words."""

from dataclasses import dataclass
from datetime import datetime

from steward.care.conduct.enums import Level
from steward.care.conduct.models import Judgement
from steward.care.conduct.queries.statement import hours_of
from steward.care.conduct.queries.words import level_words
from steward.people.access.public import Viewer
from steward.people.joining.public import identities_of

#: The newest are shown.
MANY = 50


@dataclass(frozen=True, slots=True)
class OwnJudgement:
    """A line of one's own list."""

    id: int
    at: datetime
    level: str
    title: str  # “muted, 2 days”
    about: str
    until: datetime | None
    holds: bool  # it still holds somebody back, or would on the next violation
    overturned: bool


def own_judgements(viewer: Viewer) -> list[OwnJudgement]:
    """Judgements about the viewer's words that said something against them, the newest first; two queries."""
    identities = identities_of(viewer.account_id)
    rows = Judgement.objects.filter(author__in=identities).exclude(level=Level.NONE).select_related("case", "sanction")
    return [_own(row) for row in rows.order_by("-at", "-pk")[:MANY]]


def _own(row: Judgement) -> OwnJudgement:
    sanction = getattr(row, "sanction", None)
    return OwnJudgement(
        row.pk, row.at, row.level, level_words(row.level, hours_of(sanction)), row.case.title or row.case.text[:80],
        sanction.ends_at if sanction else None, bool(sanction and sanction.ended_at is None),
        row.overturned_at is not None,
    )  # fmt: skip
