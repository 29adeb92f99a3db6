"""The community's settings over JSON."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from steward.people.access.api import OwnSession, Problem, TokenAuth, answers, visitor
from steward.people.access.public import viewer_in
from steward.people.community.public import Community, change_community, community

router = Router(tags=["community"])


class TextOut(Schema):
    """A text the community publishes about itself."""

    key: str
    version: int
    markdown: str
    html: str


class CommunityOut(Schema):
    """What everybody may know of the community."""

    name: str
    purpose: str
    languages: list[str]
    timezone: str
    signup_mode: str
    primary: str
    accent: str
    radius: str
    filing: str
    filing_police: str
    texts: list[TextOut]


class CommunityIn(Schema):
    """Settings to change; what is left out stays."""

    name: Annotated[str | None, Field(max_length=80)] = None
    purpose: Annotated[str | None, Field(max_length=300)] = None
    languages: list[str] | None = None
    timezone: str | None = None
    signup_mode: str | None = None
    members_invite: bool | None = None
    question: Annotated[str | None, Field(max_length=300)] = None
    primary: str | None = None
    accent: str | None = None
    radius: str | None = None
    filing: str | None = None
    filing_police: str | None = None


@router.get(
    "/community", response=answers(CommunityOut), auth=[TokenAuth(), OwnSession(), visitor],
    summary="Read the community's settings",
)  # fmt: skip
def read_community(request: HttpRequest) -> Community:  # noqa: ARG001 — the framework names it
    """Name, purpose, looks and texts."""
    return community()


@router.patch("/community", response={**answers(CommunityOut), 400: Problem}, summary="Change the community's settings")
def patch_community(request: HttpRequest, wanted: CommunityIn) -> Community:
    """Change some settings; needs the right `community.manage`."""
    values: dict[str, Any] = wanted.dict(exclude_none=True)
    change_community(actor=viewer_in(request), **values)
    return community()
