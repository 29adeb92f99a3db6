"""The positioning over JSON."""

from typing import Annotated

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router

from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import write_draft
from steward.direction.positioning.queries.published import checklist, positioning_now, version_of, versions
from steward.direction.positioning.records import Check, Positioning
from steward.direction.positioning.schemas import PositioningCheckOut, PositioningIn, PositioningOut
from steward.people.access.api import OwnSession, Problem, TokenAuth, answers, visitor
from steward.people.access.public import viewer_in

router = Router(tags=["positioning"])
_ANYBODY = [TokenAuth(), OwnSession(), visitor]


@router.get("/positioning", response=answers(PositioningOut), auth=_ANYBODY, summary="Read the positioning")
def read_positioning(request: HttpRequest) -> Positioning | PositioningOut:  # noqa: ARG001 — the framework names it
    """What the community is for, as published; version 0 while nothing is."""
    return positioning_now() or PositioningOut()


@router.get(
    "/positioning/versions", response=answers(list[PositioningOut]), auth=_ANYBODY, summary="List versions of it"
)
def list_positioning(request: HttpRequest) -> list[Positioning]:  # noqa: ARG001
    """Every version, the newest first."""
    return versions()


@router.get(
    "/positioning/checklist",
    response=answers(list[PositioningCheckOut]),
    auth=_ANYBODY,
    summary="Its lines as questions",
)
def read_checklist(request: HttpRequest, language: Annotated[str, Query(max_length=12)] = "") -> list[Check]:  # noqa: ARG001
    """Each line as a question to hold a text or a plan against; in the caller's language unless one is named."""
    return checklist(language)


@router.put("/positioning", response=answers(PositioningOut) | {409: Problem}, summary="Publish a new version")
def put_positioning(request: HttpRequest, wanted: PositioningIn) -> Positioning:
    """Change some boxes and publish them, with whatever the draft holds; needs the right `positioning.edit`.

    409: somebody published since `based_on`.
    """
    viewer = viewer_in(request)
    with transaction.atomic():
        write_draft(actor=viewer, words=wanted.words)
        row = publish_positioning(actor=viewer, reason=wanted.reason, based_on=wanted.based_on)
    return version_of(row.number)
