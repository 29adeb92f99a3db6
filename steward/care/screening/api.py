"""Rules, word lists and hits over JSON."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from steward.care.screening.actions.rehearse import ask_rehearsal
from steward.care.screening.actions.switch import set_mode
from steward.care.screening.actions.undo import undo_since
from steward.care.screening.actions.write_list import change_words
from steward.care.screening.actions.write_rule import write_rule
from steward.care.screening.models import Hit, Rehearsal, Rule, WordList
from steward.care.screening.queries.hits import hits_for
from steward.care.screening.queries.lists import list_for, lists_for
from steward.care.screening.queries.rules import rehearsal_for, rule_for, rules_for
from steward.care.screening.records import reasons_of
from steward.foundation.jobs.public import Job
from steward.people.access.api import answers
from steward.people.access.public import viewer_in

router = Router(tags=["rules"])
MOST, LARGEST_ID = 200, 2**63 - 1


class RuleIn(Schema):
    """What a rule says. `condition` is a tree of the grammar, `acts` a list of {kind, value, to}."""

    name: str
    condition: dict[str, Any]
    acts: list[dict[str, str]]
    clause: str = ""
    priority: int = 0
    places: list[str] = Field(default_factory=list)
    spares_team: bool = True


class RuleOut(RuleIn):
    """A rule as it stands."""

    id: int
    key: str
    version: int
    mode: str
    ceiling: int
    cost_ms: float | None


class Rules(Schema):
    """Every rule; there are never many."""

    items: list[RuleOut]


class ModeIn(Schema):
    """off, shadow or live; `why` is asked for when live comes before a rehearsal and time in shadow."""

    mode: str
    why: str = ""


class RehearsalIn(Schema):
    """How many days back."""

    days: int = 30


class RehearsalOut(Schema):
    """A rehearsal; `done_at` is null while it runs. `agreement` counts what people had decided."""

    id: int
    rule_id: int
    version: int
    days: int
    done_at: datetime | None
    screened: int
    hits: int
    agreement: dict[str, int]
    cost_ms: float | None


class UndoIn(Schema):
    """Since when."""

    since: datetime
    reason: str = ""


class UndoOut(Schema):
    """What became of it; `job` is the job that does it where it is much."""

    undone: int
    left: dict[str, int]
    job: int | None = None


class RuleHitOut(Schema):
    """Something a rule hit, with why in the language asked for."""

    id: int
    rule_id: int
    version: int
    mode: str
    kind: str
    subject_id: int
    at: datetime
    acts: list[dict[str, str]]
    code: str
    outcome: str
    undone_at: datetime | None
    why: list[str]

    @staticmethod
    def resolve_why(hit: Hit) -> list[str]:
        """Each reason once."""
        return list(dict.fromkeys(one.sentence() for one in reasons_of(hit.reasons)))


class Hits(Schema):
    """A page of hits, newest first."""

    items: list[RuleHitOut]
    next: int | None


class ListOut(Schema):
    """A word list."""

    id: int
    key: str
    name: str
    code: str
    allow: bool
    pinyin: bool
    version: int
    size: int


class Lists(Schema):
    """Every word list."""

    items: list[ListOut]


class ListWordsIn(Schema):
    """Words to add and to take out."""

    add: list[str] = Field(default_factory=list)
    remove: list[str] = Field(default_factory=list)


@router.get("/rules", response=answers(Rules), summary="List rules")
def list_rules(request: HttpRequest) -> dict[str, Any]:
    """Every rule, those asked first at the top."""
    return {"items": list(rules_for(viewer_in(request)))}


@router.post("/rules", response=answers(RuleOut), summary="Write a rule")
def add_rule(request: HttpRequest, data: RuleIn) -> Rule:
    """Make a rule. It is off."""
    return write_rule(actor=viewer_in(request), body=data.dict())


@router.put("/rules/{rule_id}", response=answers(RuleOut), summary="Change a rule")
def change_rule(request: HttpRequest, rule_id: int, data: RuleIn) -> Rule:
    """Let it say this: a new version. A live rule goes back into shadow."""
    return write_rule(actor=viewer_in(request), rule_id=min(rule_id, LARGEST_ID), body=data.dict())


@router.post("/rules/{rule_id}/mode", response=answers(RuleOut), summary="Switch a rule")
def switch_rule(request: HttpRequest, rule_id: int, data: ModeIn) -> Rule:
    """Off, shadow or live."""
    return set_mode(actor=viewer_in(request), rule_id=min(rule_id, LARGEST_ID), mode=data.mode, why=data.why)


@router.post("/rules/{rule_id}/rehearsals", response=answers(RehearsalOut), summary="Rehearse a rule")
def rehearse_rule(request: HttpRequest, rule_id: int, data: RehearsalIn) -> Rehearsal:
    """Begin a rehearsal of the rule as it stands."""
    return ask_rehearsal(actor=viewer_in(request), rule_id=min(rule_id, LARGEST_ID), days=data.days)


@router.get("/rehearsals/{rehearsal_id}", response=answers(RehearsalOut), summary="Read a rehearsal")
def read_rehearsal(request: HttpRequest, rehearsal_id: int) -> Rehearsal:
    """How far it is, and what came of it."""
    return rehearsal_for(viewer_in(request), min(rehearsal_id, LARGEST_ID))


@router.post("/rules/{rule_id}/undo", response=answers(UndoOut), summary="Take back what a rule did")
def undo_rule(request: HttpRequest, rule_id: int, data: UndoIn) -> dict[str, Any]:
    """Everything it did since then, at once or as a job."""
    rule = rule_for(viewer_in(request), min(rule_id, LARGEST_ID))
    done = undo_since(actor=viewer_in(request), rule_id=rule.pk, since=data.since, reason=data.reason)
    return {"undone": 0, "left": {}, "job": done.pk} if isinstance(done, Job) else done.as_json()


@router.get("/rule-hits", response=answers(Hits), summary="List hits")
def list_hits(
    request: HttpRequest,
    rule: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0,
    after: Annotated[int, Query(ge=0, le=LARGEST_ID)] = LARGEST_ID,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> dict[str, Any]:
    """Hits, newest first, of one rule or all; `next` is given back as `after`."""
    rows = hits_for(viewer_in(request)).filter(pk__lt=after)
    page = list((rows.filter(rule=rule) if rule else rows)[: limit + 1])
    return {"items": page[:limit], "next": page[limit - 1].pk if len(page) > limit else None}


@router.get("/word-lists", response=answers(Lists), summary="List word lists")
def list_lists(request: HttpRequest) -> dict[str, Any]:
    """Every word list with the number of its words."""
    return {"items": list(lists_for(viewer_in(request)))}


@router.post("/word-lists/{list_id}/words", response=answers(ListOut), summary="Change the words of a list")
def put_words(request: HttpRequest, list_id: int, data: ListWordsIn) -> WordList:
    """Add words and take words out."""
    viewer, list_id = viewer_in(request), min(list_id, LARGEST_ID)
    change_words(actor=viewer, list_id=list_id, add=data.add, remove=data.remove)
    return list_for(viewer, list_id)
