"""What the team sees of appeals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from steward.care.appeals.enums import DECIDE, State
from steward.care.appeals.models import Appeal, AppealWord
from steward.care.appeals.queries.independence import holders, involved_in
from steward.care.appeals.queries.own import exchange
from steward.care.appeals.rules import Involved, independent, may_decide
from steward.care.clauses.public import ClauseNow, wordings_of
from steward.care.conduct.public import Judgement
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, NotFound, Ruling, require
from steward.people.access.public import Role, Viewer, allowed
from steward.people.joining.public import Face, account_faces, faces

#: Open appeals shown at once, decided ones on a page.
MOST = 200
#: An appeal whose time is over within so many seconds is marked.
SOON = 24 * 3600


@dataclass(frozen=True, slots=True)
class Row:
    """An appeal in the team's list. `blocked` says why the viewer cannot decide it, "" where they can."""

    appeal: Appeal
    face: Face | None  # of the appellant
    assignee: Face | None
    clause: ClauseNow | None
    blocked: str
    left: float  # seconds until its time is over

    @property
    def is_late(self) -> bool:
        """Whether its time is over."""
        return self.left < 0

    @property
    def is_soon(self) -> bool:
        """Whether its time is over within a day."""
        return 0 <= self.left < SOON

    @property
    def overdue(self) -> float:
        """Seconds since its time was over."""
        return max(-self.left, 0)


@dataclass(frozen=True, slots=True)
class Groups:
    """The open appeals as one works on them, each by the end of its time."""

    mine: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)  # nobody has taken them, the viewer may
    others: list[Row] = field(default_factory=list)  # taken by somebody else
    blocked: list[Row] = field(default_factory=list)  # not for the viewer


@dataclass(frozen=True, slots=True)
class Desk:
    """An appeal with all that one needs to decide it."""

    row: Row
    judgement: Judgement
    words: list[AppealWord]
    faces: dict[int, Face]  # of accounts
    ruling: Ruling
    alone: bool  # nobody who holds the right is independent
    candidates: list[str]  # names of those who could decide


def appeals_for(viewer: Viewer) -> QuerySet[Appeal]:
    """Every appeal, for who may decide them. Raises Forbidden."""
    require(allowed(viewer, DECIDE))
    return Appeal.objects.select_related("judgement__case", "judgement__author__member")


def open_groups(viewer: Viewer, now: datetime | None = None) -> Groups:
    """The open appeals by what the viewer can do with them; a constant number of queries. Raises Forbidden."""
    found = appeals_for(viewer).filter(state=State.OPEN).order_by("due_at")[:MOST]
    groups = Groups()
    for row in rows_of(viewer, list(found), now):
        if row.blocked:
            groups.blocked.append(row)
        elif row.appeal.assigned_to_id == viewer.own_id:
            groups.mine.append(row)
        else:
            (groups.others if row.appeal.assigned_to_id else groups.waiting).append(row)
    return groups


def rows_of(viewer: Viewer, appeals: Sequence[Appeal], now: datetime | None = None) -> list[Row]:
    """The appeals as rows of a list; a constant number of queries."""
    moment = now or clock.now()
    parts = involved_in(appeal.judgement for appeal in appeals)
    authors = faces(appeal.judgement.author_id for appeal in appeals if appeal.judgement.author_id)
    team = account_faces(appeal.assigned_to_id for appeal in appeals if appeal.assigned_to_id)
    clauses = wordings_of((one.judgement.clause, one.judgement.clause_version) for one in appeals)
    team_ids = holders() if appeals else []
    return [
        Row(
            appeal, authors.get(appeal.judgement.author_id or 0), team.get(appeal.assigned_to_id or 0),
            clauses.get((appeal.judgement.clause, appeal.judgement.clause_version)),
            _blocked(viewer, parts[appeal.judgement_id], team_ids), (appeal.due_at - moment).total_seconds(),
        )
        for appeal in appeals
    ]  # fmt: skip


def desk(viewer: Viewer, appeal_id: int, now: datetime | None = None) -> Desk:
    """Everything about one appeal. Raises Forbidden, NotFound; the appellant has a page of their own."""
    appeal = appeals_for(viewer).filter(pk=appeal_id).first()
    if appeal is None:
        raise NotFound
    judgement = appeal.judgement
    part = involved_in([judgement])[judgement.pk]
    if viewer.own_id in part.appellants:
        raise NotFound
    team = holders()
    free = independent(team, part)
    words = exchange(appeal_id)
    people = {judgement.by_id, judgement.opinion_by_id, appeal.assigned_to_id, appeal.decided_by_id}
    people |= {word.author_id for word in words} | free
    known = account_faces(account for account in people if account)
    ruling = may_decide(viewer.own_id, part, holders=team, is_owner=Role.OWNER in viewer.roles)
    return Desk(
        rows_of(viewer, [appeal], now)[0], judgement, words, known, ruling, not free,
        [known[one].name for one in sorted(free) if one in known],
    )  # fmt: skip


def waiting_for(viewer: Viewer) -> int:
    """The number in the rail, in one query: open appeals that are not the viewer's and not about their decisions."""
    if not viewer.can(DECIDE):
        return 0
    rows = Appeal.objects.filter(state=State.OPEN).exclude(account=viewer.own_id)
    return rows.exclude(judgement__by=viewer.own_id).exclude(judgement__opinion_by=viewer.own_id).count()


def _blocked(viewer: Viewer, part: Involved, team: Sequence[int]) -> str:
    ruling = may_decide(viewer.own_id, part, holders=team, is_owner=Role.OWNER in viewer.roles)
    return ruling.why if isinstance(ruling, Denied) else ""
