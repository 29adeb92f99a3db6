"""Appeals over JSON: one's own, and the team's."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from steward.care.appeals.actions import appeal as appealing
from steward.care.appeals.actions.decide_appeal import decide_appeal
from steward.care.appeals.actions.take import give_back, take
from steward.care.appeals.actions.write_word import write_word
from steward.care.appeals.enums import LONGEST, Outcome, State
from steward.care.appeals.models import Appeal, AppealWord
from steward.care.appeals.queries.own import exchange, own_appeals, stance
from steward.care.appeals.queries.team import appeals_for, desk
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.api import answers
from steward.people.access.public import viewer_in

router = Router(tags=["appeals"])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class AppealOut(Schema):
    """An appeal without what is said in it."""

    id: int
    judgement_id: int
    state: str
    outcome: str | None
    at: datetime
    due_at: datetime
    decided_at: datetime | None
    alone: bool


class WordOut(Schema):
    """A message in an appeal."""

    from_team: bool
    words: str
    at: datetime


class FullOut(AppealOut):
    """An appeal with everything said in it."""

    words: str
    answer: str
    exchange: list[WordOut]


class AppealsOut(Schema):
    """Appeals, the newest first; give `next` back as `after` for what follows."""

    items: list[AppealOut]
    next: int | None = None


class AppealWordsIn(Schema):
    """What one has to say."""

    words: Words


class AnswerIn(Schema):
    """The team's answer: upheld or overturned, with reasons."""

    outcome: Outcome
    answer: Words


@router.get("/appeals/own", response=answers(AppealsOut))
def own(request: HttpRequest) -> AppealsOut:
    """One's own appeals."""
    return AppealsOut(items=[_out(row) for row in own_appeals(viewer_in(request))])


@router.get("/judgements/{judgement_id}/appeal", response=answers(FullOut))
def read(request: HttpRequest, judgement_id: Id) -> FullOut:
    """One's own appeal against a decision, with what was said."""
    found = stance(viewer_in(request), judgement_id).appeal
    if found is None:
        raise NotFound
    return _full(found)


@router.post("/judgements/{judgement_id}/appeal", response=answers(FullOut, 201))
def create(request: HttpRequest, judgement_id: Id, given: AppealWordsIn) -> tuple[int, FullOut]:
    """Appeal against a decision about oneself: once, within the period."""
    return 201, _full(appealing.appeal(actor=viewer_in(request), judgement_id=judgement_id, words=given.words))


@router.post("/appeals/{appeal_id}/withdraw", response=answers(AppealOut))
def withdraw(request: HttpRequest, appeal_id: Id) -> AppealOut:
    """Take one's own appeal back."""
    appealing.withdraw(actor=viewer_in(request), appeal_id=appeal_id)
    return _out(Appeal.objects.get(pk=appeal_id))


@router.post("/appeals/{appeal_id}/words", response=answers(WordOut, 201))
def say(request: HttpRequest, appeal_id: Id, given: AppealWordsIn) -> tuple[int, WordOut]:
    """Write in an appeal: one's own, or as the team."""
    return 201, _word(write_word(actor=viewer_in(request), appeal_id=appeal_id, words=given.words))


@router.get("/appeals", response=answers(AppealsOut))
def everything(
    request: HttpRequest,
    state: State | None = None,
    after: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AppealsOut:
    """Every appeal, for the team."""
    rows = appeals_for(viewer_in(request)).order_by("-pk")
    rows = rows.filter(state=state) if state else rows
    found = list((rows.filter(pk__lt=after) if after else rows)[: limit + 1])
    return AppealsOut(
        items=[_out(row) for row in found[:limit]], next=found[limit - 1].pk if len(found) > limit else None
    )


@router.get("/appeals/{appeal_id}", response=answers(FullOut))
def one(request: HttpRequest, appeal_id: Id) -> FullOut:
    """One appeal, for the team."""
    return _full(desk(viewer_in(request), appeal_id).row.appeal)


@router.post("/appeals/{appeal_id}/take", response=answers(AppealOut))
def take_it(request: HttpRequest, appeal_id: Id) -> AppealOut:
    """Take an appeal nobody works on."""
    take(actor=viewer_in(request), appeal_id=appeal_id)
    return _out(Appeal.objects.get(pk=appeal_id))


@router.delete("/appeals/{appeal_id}/take", response=answers(AppealOut))
def leave_it(request: HttpRequest, appeal_id: Id) -> AppealOut:
    """Leave an appeal one has taken to the others."""
    give_back(actor=viewer_in(request), appeal_id=appeal_id)
    return _out(Appeal.objects.get(pk=appeal_id))


@router.post("/appeals/{appeal_id}/decide", response=answers(FullOut))
def answer(request: HttpRequest, appeal_id: Id, given: AnswerIn) -> FullOut:
    """Answer an appeal; 403 with a sentence for who is not independent of the decision."""
    decide_appeal(actor=viewer_in(request), appeal_id=appeal_id, outcome=given.outcome, answer=given.answer)
    return _full(Appeal.objects.get(pk=appeal_id))


def _out(row: Appeal) -> AppealOut:
    return AppealOut(**_values(row))


def _full(row: Appeal) -> FullOut:
    said = [_word(word) for word in exchange(row.pk)]
    return FullOut(**_values(row), words=row.words, answer=row.answer, exchange=said)


def _values(row: Appeal) -> dict[str, Any]:
    return {
        "id": row.pk, "judgement_id": row.judgement_id, "state": row.state, "outcome": row.outcome or None,
        "at": row.at, "due_at": row.due_at, "decided_at": row.decided_at, "alone": row.alone,
    }  # fmt: skip


def _word(word: AppealWord) -> WordOut:
    return WordOut(from_team=word.from_team, words=word.words, at=word.at)
