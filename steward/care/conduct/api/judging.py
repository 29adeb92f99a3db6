"""Judgements and sanctions over JSON."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from steward.care.conduct.actions.judge import judge
from steward.care.conduct.actions.judge_many import Outcome, judge_soon, overturn_soon
from steward.care.conduct.actions.lift_sanction import lift_sanction
from steward.care.conduct.actions.overturn import overturn
from steward.care.conduct.enums import Level
from steward.care.conduct.models import Judgement, Sanction
from steward.care.conduct.queries.batch import MOST
from steward.care.conduct.queries.console import held_back, judgements_for
from steward.care.conduct.queries.statement import Statement, statement_for
from steward.care.conduct.rules.finding import Finding
from steward.foundation.jobs.public import Job
from steward.people.access.api import answers
from steward.people.access.public import viewer_in

router = Router(tags=["conduct"])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]
After = Annotated[int, Query(ge=0, le=2**63 - 1)]


class FindingIn(Schema):
    """What is decided. `version` is that of the case that was looked at."""

    level: str = Field(max_length=20)
    clause: str = Field("", max_length=50)
    facts: str = Field("", max_length=5000)
    scope: str = Field("", max_length=40)
    hours: int = Field(0, ge=0, le=2**31 - 1)
    note: str = Field("", max_length=1000)
    deviation: str = Field("", max_length=1000)
    linked: bool = False
    disturbing: bool | None = None
    version: int | None = Field(None, ge=0, le=2**31 - 1)


class ManyIn(Schema):
    """One finding for many cases: "none", or "hide" under a clause that provides for it."""

    case_ids: list[Annotated[int, Field(ge=0, le=2**63 - 1)]] = Field(min_length=1, max_length=MOST)
    level: Literal["none", "hide"]
    clause: str = Field("", max_length=50)
    facts: str = Field("", max_length=5000)


class LeftOut(Schema):
    """Cases that were left alone for one reason."""

    reason: str
    case_ids: list[int]


class ManyOut(Schema):
    """What became of a batch. With many cases only `job` is known yet: the background job that decides them."""

    batch: str
    judgement_ids: list[int]
    left: list[LeftOut]
    job: int | None


class BackOut(Schema):
    """How many were taken back, or the job that does it; `refused` counts by sentence."""

    overturned: int
    refused: dict[str, int]
    job: int | None


class ReasonIn(Schema):
    """Why something is taken back."""

    reason: str = Field(max_length=5000)


class OverturnIn(ReasonIn):
    """Why, and whether those who reported it hear of it."""

    tell_reporters: bool = False


class JudgementOut(Schema):
    """A judgement without the words it is about."""

    id: int
    case_id: int
    at: datetime
    level: str
    clause: str
    clause_version: int
    code: str
    source: str
    earlier: int
    overturned_at: datetime | None
    by_appeal: bool


class JudgementsOut(Schema):
    """Judgements, the newest first; give `next` back as `before` for earlier ones."""

    items: list[JudgementOut]
    next: int | None


class SanctionOut(Schema):
    """What holds somebody back."""

    id: int
    judgement_id: int
    author_id: int | None
    level: str
    scope: str
    step: int
    imposed_at: datetime
    effective_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    lifted: bool
    counts: bool


class SanctionsOut(Schema):
    """Sanctions that hold somebody back now, by id; give `next` back as `after`."""

    items: list[SanctionOut]
    next: int | None


class StatementOut(Schema):
    """A statement of reasons, in the reader's language."""

    number: int
    at: datetime
    level: str
    title: str
    meaning: str
    scope: str
    since: datetime | None
    until: datetime | None
    for_good: bool
    facts: str
    about: str
    words: str
    found: str
    machine: str
    clause: str
    clause_version: int
    earlier: int
    appeal_until: datetime
    overturned_at: datetime | None
    overturned_why: str


@router.post("/conduct/cases/{case_id}/judgement", response=answers(JudgementOut, 201))
def decide_case(request: HttpRequest, case_id: Id, given: FindingIn) -> tuple[int, Judgement]:
    """Decide a case; everything that follows happens at once."""
    return 201, judge(actor=viewer_in(request), case_id=case_id, finding=Finding(**given.dict()))


@router.get("/conduct/judgements", response=answers(JudgementsOut))
def list_judgements(
    request: HttpRequest, before: After | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> JudgementsOut:
    """Every judgement, the newest first."""
    rows = judgements_for(viewer_in(request)).order_by("-pk")
    page = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    items = [JudgementOut.from_orm(row) for row in page[:limit]]
    return JudgementsOut(items=items, next=items[-1].id if len(page) > limit else None)


@router.post("/conduct/judgements", response=answers(ManyOut), summary="Decide many cases")
def decide_many(request: HttpRequest, given: ManyIn) -> ManyOut:
    """The same for each, in a transaction of its own; what stands in the way of one leaves that one alone.

    More than 25 cases are decided by a background job.
    """
    hidden = Finding(level=Level.HIDE, clause=given.clause, facts=given.facts)
    finding = hidden if given.level == "hide" else Finding(level=Level.NONE)
    found = judge_soon(actor=viewer_in(request), case_ids=given.case_ids, finding=finding)
    if isinstance(found, Job):
        return ManyOut(batch=found.args["batch"], judgement_ids=[], left=[], job=found.pk)
    return ManyOut(batch=found.batch, judgement_ids=found.done, left=_left(found), job=None)


@router.post("/conduct/batches/{batch}/overturn", response=answers(BackOut), summary="Take a batch back")
def take_many_back(request: HttpRequest, batch: Annotated[str, Path(max_length=20)]) -> BackOut:
    """Everything that was decided together and still stands, as a slip."""
    found = overturn_soon(actor=viewer_in(request), batch=batch)
    if isinstance(found, Job):
        return BackOut(overturned=0, refused={}, job=found.pk)
    return BackOut(overturned=found[0], refused=found[1], job=None)


def _left(found: Outcome) -> list[LeftOut]:
    return [LeftOut(reason=why, case_ids=cases) for why, cases in found.skipped.items()]


@router.get("/conduct/judgements/{judgement_id}", response=answers(StatementOut))
def read_statement(request: HttpRequest, judgement_id: Id) -> StatementOut:
    """The statement of reasons: for its author and for the team."""
    return _statement(statement_for(viewer_in(request), judgement_id))


@router.post("/conduct/judgements/{judgement_id}/overturn", response=answers(JudgementOut))
def take_back(request: HttpRequest, judgement_id: Id, given: OverturnIn) -> Judgement:
    """Take a judgement back as a second thought: one's own, or any as who leads."""
    return overturn(
        actor=viewer_in(request), judgement_id=judgement_id, reason=given.reason, by_appeal=False,
        tell_reporters=given.tell_reporters,
    )  # fmt: skip


@router.get("/conduct/sanctions", response=answers(SanctionsOut))
def list_sanctions(
    request: HttpRequest, after: After = 0, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> SanctionsOut:
    """What holds whom back now."""
    page = list(held_back(viewer_in(request)).filter(pk__gt=after).order_by("pk")[: limit + 1])
    items = [SanctionOut.from_orm(row) for row in page[:limit]]
    return SanctionsOut(items=items, next=items[-1].id if len(page) > limit else None)


@router.post("/conduct/sanctions/{sanction_id}/lift", response=answers(SanctionOut))
def end_early(request: HttpRequest, sanction_id: Id, given: ReasonIn) -> Sanction:
    """Let somebody go before the time is over."""
    return lift_sanction(actor=viewer_in(request), sanction_id=sanction_id, reason=given.reason)


def _statement(found: Statement) -> StatementOut:
    taken = ("number", "at", "level", "title", "meaning", "scope", "since", "until", "for_good", "facts", "about",
             "words", "found", "machine", "earlier", "appeal_until", "overturned_at", "overturned_why")  # fmt: skip
    values = {name: getattr(found, name) for name in taken}
    clause = found.clause
    return StatementOut(**values, clause=clause.key if clause else "", clause_version=clause.version if clause else 0)
