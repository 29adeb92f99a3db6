"""The code over JSON."""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from steward.care.clauses.actions.publish_edition import discard_draft, publish_edition
from steward.care.clauses.actions.retire_clause import bring_back_clause, retire_clause
from steward.care.clauses.actions.write_clause import change_clause, write_clause
from steward.care.clauses.enums import MANAGE
from steward.care.clauses.models import Clause
from steward.care.clauses.queries.acceptances import acceptances_for, asked_of_members, shown
from steward.care.clauses.queries.code import code_now, code_of, editions
from steward.care.clauses.queries.draft import draft_for
from steward.care.clauses.records import Code, EditionHead
from steward.care.clauses.schemas import Acceptances, ClauseIn, CodeOut, DraftOut, EditionIn, EditionOut
from steward.foundation.kernel.ruling import require
from steward.people.access.api import OwnSession, TokenAuth, answers, visitor
from steward.people.access.public import allowed, viewer_in

router = Router(tags=["code of conduct"])
MOST = 200
_ANYBODY = [TokenAuth(), OwnSession(), visitor]
Id = Annotated[int, Query(ge=0, le=2**63 - 1)]
Number = Annotated[int, Path(ge=1, le=1_000_000)]
Key = Annotated[str, Path(max_length=40)]


@router.get("/code", response=answers(CodeOut), auth=_ANYBODY, summary="Read the code of conduct")
def read_code(request: HttpRequest) -> Code:  # noqa: ARG001 — the framework names it
    """The edition that binds today; number 0 while there is none."""
    return code_now()


@router.get("/code/editions", response=answers(list[EditionOut]), auth=_ANYBODY, summary="List editions")
def list_editions(request: HttpRequest) -> tuple[EditionHead, ...]:  # noqa: ARG001
    """Every edition, the newest first; it may not bind yet."""
    return editions()


@router.get("/code/editions/{number}", response=answers(CodeOut), auth=_ANYBODY, summary="Read an edition")
def read_edition(request: HttpRequest, number: Number) -> Code:  # noqa: ARG001
    """One edition with its clauses."""
    return code_of(number)


@router.get("/code/draft", response=answers(DraftOut), summary="Read the draft of the next edition")
def read_draft(request: HttpRequest) -> dict[str, Any]:
    """Every clause as it would be published now; needs the right `clauses.manage`."""
    draft = draft_for(viewer_in(request))
    rows = [
        {"change": one.change.value, "published": not one.is_drafted, "clause": asdict(one.clause)}
        for one in draft.rows
    ]
    return {"next_number": draft.newest.number + 1, "differs": draft.differs, "clauses": rows}


@router.put("/code/draft/clauses/{key}", response=answers(DraftOut), summary="Write a clause of the draft")
def put_clause(request: HttpRequest, key: Key, wanted: ClauseIn) -> dict[str, Any]:
    """Add the clause to the draft of the next edition, or change it there; needs the right `clauses.manage`."""
    viewer = viewer_in(request)
    require(allowed(viewer, MANAGE))
    found = Clause.objects.filter(key=key).first()
    if found is None:
        found = write_clause(actor=viewer, key=key, reason=wanted.reason, words=wanted.words())
    else:
        change_clause(actor=viewer, clause_id=found.pk, words=wanted.words(), reason=wanted.reason)
    turn = retire_clause if wanted.retired else bring_back_clause
    turn(actor=viewer, clause_id=found.pk)
    return read_draft(request)


@router.delete("/code/draft", response=answers(DraftOut), summary="Discard the draft")
def delete_draft(request: HttpRequest) -> dict[str, Any]:
    """Make the draft again what the newest edition says; needs the right `clauses.manage`."""
    discard_draft(actor=viewer_in(request))
    return read_draft(request)


@router.post("/code/editions", response=answers(CodeOut, 201), summary="Publish the draft as the next edition")
def post_edition(request: HttpRequest, wanted: EditionIn) -> tuple[int, Code]:
    """Publish; needs the right `clauses.manage`. Members are told, and asked to accept a material edition."""
    edition = publish_edition(
        actor=viewer_in(request), notice_days=wanted.notice_days, material=wanted.material, notes=wanted.notes
    )
    return 201, code_of(edition.number)


@router.get("/code/acceptances", response=answers(Acceptances), summary="Who has accepted the code")
def list_acceptances(
    request: HttpRequest, *, missing: bool = False, after: Id = 0, limit: Annotated[int, Query(ge=1, le=MOST)] = 50
) -> dict[str, Any]:
    """Accounts by id; `missing` leaves out who has accepted. Needs the right `clauses.manage`."""
    rows = acceptances_for(viewer_in(request)).filter(pk__gt=after).order_by("pk")
    if missing:
        rows = rows.filter(done=0)
    page = list(rows[: limit + 1])
    head = asked_of_members()
    found = [
        {"account_id": row.pk, "name": shown(row), "in_team": row.in_team, "edition": row.accepted,
         "at": row.accepted_at, "done": bool(row.done)}
        for row in page[:limit]
    ]  # fmt: skip
    following = page[limit - 1].pk if len(page) > limit else None
    return {"edition": head.number if head else 0, "items": found, "next": following}
