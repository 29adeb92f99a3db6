"""Everything somebody of the team is shown who works on a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from steward.care.clauses.public import REASONS, ClauseNow, clause_for
from steward.care.conduct.enums import CaseState
from steward.care.conduct.models import Case, CaseStep
from steward.care.conduct.queries.explained import Explained, explained
from steward.care.conduct.queries.history import History, history_of
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.queries.subjects import flaggables
from steward.care.conduct.queries.team import reviewers
from steward.care.conduct.rules.clocks import Clock, claim_clock, decision_clock, is_held
from steward.care.conduct.rules.conflict import REVIEW, Stakes, has_conflict, is_party
from steward.care.conduct.rules.priority import reach, urgency
from steward.foundation.kernel.contracts import Flagged
from steward.foundation.kernel.ruling import Denied, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.joining.public import Face, faces
from steward.square.forum.public import closed_places


@dataclass(frozen=True, slots=True)
class Near:
    """One thing said around the one in question."""

    thing: Flagged
    face: Face | None
    here: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """What the page of a case shows."""

    case: Case
    kind: str
    thing: Flagged | None  # as it stands now, None when it is not there any more
    face: Face | None
    near: Sequence[Near]
    signals: Sequence[Explained]
    history: History
    steps: Sequence[CaseStep]
    clause: ClauseNow | None
    claiming: Clock
    deciding: Clock
    is_held: bool
    is_mine: bool
    conflict: str  # why the viewer cannot work on it, ""
    declared: bool  # the viewer said so themselves, and can take it back
    asked: bool  # for a second opinion, of the viewer
    team: Sequence[tuple[int, str]]  # to whom it can be handed, who can be asked

    @property
    def reason(self) -> str:
        """The leading reason in words."""
        return str(REASONS.get(self.case.code, "")) if self.case.code else ""

    @property
    def urgency(self) -> str:
        """The band of its priority."""
        return urgency(self.case.priority)

    @property
    def reach(self) -> float:
        """How the readers count."""
        return reach(self.case.readers)

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.case.state != CaseState.DECIDED

    @property
    def changed(self) -> bool:
        """Whether it says something else now than when the case was opened."""
        return self.thing is not None and self.thing.text != self.case.text


def case_for(viewer: Viewer, case_id: int) -> tuple[Case, Stakes]:
    """The case, open or decided, with the stakes in it. Raises Forbidden, NotFound (not where the viewer moderates).

    Its author is refused: who reported them is not theirs to know.
    """
    require(allowed(viewer, REVIEW))
    case = Case.objects.select_related("claimed_by", "asked_of").filter(pk=case_id).first()
    if case is None or case.place in closed_places(viewer):
        raise NotFound
    stakes = stakes_of(case_id)
    if is_party(viewer, stakes):
        require(has_conflict(viewer, stakes))
    return case, stakes


def case_page(viewer: Viewer, case_id: int, now: datetime) -> CasePage:
    """The page of a case, in a number of queries that does not grow with it. Raises Forbidden, NotFound."""
    case, stakes = case_for(viewer, case_id)
    kind = flaggables().get(case.kind)
    near = kind.around(case.subject_id) if kind else []
    thing = next((one for one in near if one.id == case.subject_id), None)
    if thing is None and kind:
        thing = kind.load([case.subject_id]).get(case.subject_id)
    known = faces({one.author for one in near if one.author} | {case.author_id or 0})
    conflict = has_conflict(viewer, stakes)
    held = is_held(case, now)
    return CasePage(
        case=case,
        kind=str(kind.label) if kind else case.kind,
        thing=thing,
        face=known.get(case.author_id or 0),
        near=[Near(one, known.get(one.author or 0), one.id == case.subject_id) for one in near],
        signals=explained(case),
        history=history_of(case, now),
        steps=list(case.steps.select_related("account", "other").order_by("at", "pk")),
        clause=clause_for(case.code) if case.code else None,
        claiming=claim_clock(case, timedelta(minutes=practice_now().claim_target), now),
        deciding=decision_clock(case, now),
        is_held=held,
        is_mine=held and case.claimed_by_id == viewer.own_id,
        conflict=conflict.why if isinstance(conflict, Denied) else "",
        declared=viewer.own_id in stakes.declared,
        asked=case.asked_of_id == viewer.own_id,
        team=reviewers(stakes.author | stakes.reporters | stakes.declared | {viewer.own_id}),
    )
