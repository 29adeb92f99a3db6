"""Members over JSON."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.api import answers
from steward.people.access.public import allowed, viewer_in
from steward.people.members.models import Member

router = Router(tags=["members"])
MOST = 200
#: Ids are 64-bit; larger ones would break the database, so they are refused with 422.
Id = Annotated[int, Query(ge=0, le=2**63 - 1)]


class IdentityOut(Schema):
    """An account at a service."""

    id: int
    service: str
    realm: str
    account_id: str
    handle: str
    name: str
    url: str


class MemberOut(Schema):
    """One person of the community. E-mail addresses are not given."""

    id: int
    name: str
    tags: list[str]
    is_bot: bool
    is_team: bool
    do_not_profile: bool
    first_seen: datetime | None
    last_seen: datetime | None
    identities: list[IdentityOut]


class Members(Schema):
    """A page of members."""

    items: list[MemberOut]
    next: int | None


@router.get("/members", response=answers(Members), summary="List members")
def list_members(
    request: HttpRequest, q: str = "", after: Id = 0, limit: Annotated[int, Query(ge=1, le=MOST)] = 50
) -> dict[str, object]:
    """Members by id, merged ones left out; `q` narrows to names that contain it."""
    require(allowed(viewer_in(request), "members.view"))
    members = Member.objects.filter(merged_into=None, pk__gt=after).prefetch_related("identities").order_by("pk")
    if q:
        members = members.filter(name__icontains=q.replace("\x00", ""))
    page = list(members[: limit + 1])
    return {"items": page[:limit], "next": page[limit - 1].pk if len(page) > limit else None}


@router.get("/members/{member_id}", response=answers(MemberOut), summary="Read a member")
def read_member(request: HttpRequest, member_id: int) -> Member:
    """One member; a merged one answers 404."""
    require(allowed(viewer_in(request), "members.view"))
    found = Member.objects.filter(pk=min(member_id, 2**63 - 1), merged_into=None).prefetch_related("identities").first()
    if found is None:
        raise NotFound
    return found
