"""The draft of the next edition: every clause as it would be published now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Min

from steward.care.clauses.enums import MANAGE, Change
from steward.care.clauses.models import Clause, Wording
from steward.care.clauses.queries.code import as_clause, code_of, editions
from steward.care.clauses.records import ClauseNow, Code
from steward.care.clauses.rules import languages, reordered
from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A clause in the draft: `wording` is the newest one, `before` what the newest edition says (None: nothing)."""

    row: Clause
    wording: Wording
    clause: ClauseNow
    before: ClauseNow | None
    change: Change

    @property
    def is_in(self) -> bool:
        """Whether the next edition has it."""
        return self.row.retired_at is None

    @property
    def is_drafted(self) -> bool:
        """Whether its newest wording is not published yet."""
        return self.wording.published_at is None

    @property
    def missing(self) -> tuple[str, ...]:
        """Languages of Steward it is not written in."""
        return tuple(code for code in languages() if not self.clause.texts.get(code))


@dataclass(frozen=True, slots=True)
class Draft:
    """All clauses in the order of the next edition, and the newest edition."""

    rows: Sequence[DraftClause]
    newest: Code

    @property
    def kept(self) -> tuple[DraftClause, ...]:
        """What the next edition has."""
        return tuple(one for one in self.rows if one.is_in)

    @property
    def clauses(self) -> tuple[ClauseNow, ...]:
        """The same as other rooms would read it."""
        return tuple(one.clause for one in self.kept)

    @property
    def is_reordered(self) -> bool:
        """Whether clauses stand in another order than in the newest edition."""
        return reordered([one.key for one in self.newest.clauses], [one.key for one in self.clauses])

    @property
    def differs(self) -> bool:
        """Whether there is something to publish."""
        return self.is_reordered or any(one.change != Change.SAME for one in self.rows)

    def row(self, key: str) -> DraftClause | None:
        """The clause of that key."""
        return next((one for one in self.rows if one.row.key == key), None)


def draft_for(viewer: Viewer) -> Draft:
    """The draft, for who may write it. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    return draft()


def draft() -> Draft:
    """The draft in one query beside the newest edition."""
    head = next(iter(editions()), None)
    newest = code_of(head.number) if head else Code()
    latest: dict[int, Wording] = {}
    for wording in Wording.objects.select_related("clause").order_by("clause__order", "clause_id", "-version"):
        latest.setdefault(wording.clause_id, wording)
    return Draft([_row(wording, newest) for wording in latest.values()], newest)


def _row(latest: Wording, newest: Code) -> DraftClause:
    clause, before = as_clause(latest), newest.clause(latest.clause.key)
    return DraftClause(latest.clause, latest, clause, before, _change(latest, before))


def _change(latest: Wording, before: ClauseNow | None) -> Change:
    retired, was_published = latest.clause.retired_at is not None, latest.published_at is not None or latest.version > 1
    if before is None:
        if retired:
            return Change.SAME
        return Change.BACK if was_published else Change.NEW
    if retired:
        return Change.GONE
    return Change.SAME if before.wording_id == latest.pk else Change.CHANGED


def versions_of(key: str) -> list[Wording]:
    """The published wordings of a clause, the newest first, each with the first edition it was in (`first_in`)."""
    rows = Wording.objects.filter(clause__key=key).exclude(published_at=None).select_related("clause", "by")
    return list(rows.annotate(first_in=Min("editions__number")).order_by("-version"))


def founded_with() -> str:
    """The starting set the code began with; "" where it was written by hand."""
    evidence = Decision.objects.filter(kind="clauses.found").order_by("-pk").values_list("evidence", flat=True).first()
    return str(evidence["set"]) if evidence else ""
