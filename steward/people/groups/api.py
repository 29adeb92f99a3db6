"""Groups over JSON."""

from django.http import HttpRequest
from ninja import Router, Schema

from steward.people.access.api import answers, own_viewer
from steward.people.access.public import viewer_in
from steward.people.groups.models import Group
from steward.people.groups.public import groups_for, join_group, leave_group, make_group
from steward.people.groups.queries import group_for

router = Router(tags=["groups"])
MOST_ID = 2**63 - 1


class GroupOut(Schema):
    """A group one may know of; `mine` is one's own standing: "in", "asked" or null."""

    id: int
    name: str
    description: str
    kind: str
    size: int
    mine: str | None


class GroupIn(Schema):
    """A group to make."""

    name: str
    description: str = ""
    kind: str = "open"


class StandingOut(Schema):
    """Where one stands in the group now."""

    standing: str


@router.get("/groups", response=answers(list[GroupOut]), summary="List groups")
def list_groups(request: HttpRequest) -> list[Group]:
    """The groups the caller may know of, by name."""
    return list(groups_for(viewer_in(request)))


@router.post("/groups", response=answers(GroupOut), summary="Make a group")
def post_group(request: HttpRequest, wanted: GroupIn) -> Group:
    """Make a group; needs the right `groups.manage`."""
    viewer = viewer_in(request)
    made = make_group(actor=viewer, name=wanted.name, description=wanted.description, kind=wanted.kind)
    return group_for(viewer, made.pk)


@router.post("/groups/{group_id}/membership", response=answers(StandingOut), summary="Join a group, or ask to")
def post_membership(request: HttpRequest, group_id: int) -> dict[str, str]:
    """Join an open group at once; who leads a closed one is asked."""
    return {"standing": join_group(actor=own_viewer(request), group_id=min(max(group_id, 0), MOST_ID))}


@router.delete("/groups/{group_id}/membership", response=answers(StandingOut), summary="Leave a group")
def delete_membership(request: HttpRequest, group_id: int) -> dict[str, str]:
    """Leave, or take the question back."""
    leave_group(actor=own_viewer(request), group_id=min(max(group_id, 0), MOST_ID))
    return {"standing": ""}
