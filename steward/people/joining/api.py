"""Oneself, invitations and the queue of newcomers over JSON."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema

from steward.foundation.kernel.ruling import Denied, NotFound
from steward.foundation.media.public import address
from steward.people.access.api import answers, own_viewer
from steward.people.access.public import Viewer, viewer_in
from steward.people.joining.actions.arrive import ensure_profile
from steward.people.joining.actions.change_profile import change_profile
from steward.people.joining.actions.decide_sign_up import decide_sign_ups
from steward.people.joining.actions.use_invitation import make_invitation, revoke_invitation
from steward.people.joining.models import Invitation, Profile
from steward.people.joining.public import identities_of, may_write
from steward.people.joining.queries.invitations import invitations_for
from steward.people.joining.queries.queue import sign_ups_for

router = Router(tags=["joining"])
MOST, MOST_ID = 200, 2**63 - 1


class ProfileOut(Schema):
    """Oneself. `denied` says why one may not write, "" when one may."""

    account_id: int
    nickname: str
    about: str
    avatar: str
    state: str
    joined_at: datetime | None
    identities: list[int]
    denied: str


class ProfileIn(Schema):
    """What to change; what is left out stays. `avatar` is the key of an upload of one's own, "" takes it away."""

    nickname: Annotated[str | None, Field(max_length=120)] = None
    about: Annotated[str | None, Field(max_length=500)] = None
    avatar: Annotated[str | None, Field(max_length=64)] = None


class InvitationOut(Schema):
    """An invitation link; its address is given once, when it is made."""

    id: int
    made_at: datetime
    expires_at: datetime | None
    limit: int
    used: int
    note: str
    revoked: bool
    address: str = ""


class InvitationIn(Schema):
    """A link to make; `days` null works until it is revoked."""

    limit: int = 1
    days: int | None = 14
    note: Annotated[str, Field(max_length=200)] = ""


class SignUpOut(Schema):
    """Somebody who signed up by themselves."""

    account_id: int
    nickname: str
    email: str
    state: str
    answer: str
    proven: bool
    made_at: datetime


class SignUpDecision(Schema):
    """What the team says; a refusal needs a reason."""

    approve: bool
    reason: Annotated[str, Field(max_length=300)] = ""


class Done(Schema):
    """How many rows changed."""

    changed: int


@router.get("/me", response=answers(ProfileOut), summary="Read one's own profile")
def read_me(request: HttpRequest) -> dict[str, Any]:
    """Nickname, words, picture, and whether one may write."""
    return _own(own_viewer(request))


@router.patch("/me", response=answers(ProfileOut), summary="Change one's own profile")
def patch_me(request: HttpRequest, wanted: ProfileIn) -> dict[str, Any]:
    """Change nickname, words or picture."""
    viewer = own_viewer(request)
    change_profile(actor=viewer, nickname=wanted.nickname, about=wanted.about, avatar=wanted.avatar)
    return _own(viewer)


def _own(viewer: Viewer) -> dict[str, Any]:
    if viewer.account is None:
        raise NotFound
    profile = ensure_profile(actor=viewer, account=viewer.account)
    ruling = may_write(viewer)
    return {
        "account_id": viewer.own_id,
        "nickname": viewer.account.name,
        "about": profile.about,
        "avatar": address(profile.avatar, "small") if profile.avatar else "",
        "state": profile.state,
        "joined_at": profile.joined_at,
        "identities": identities_of(viewer.own_id),
        "denied": ruling.why if isinstance(ruling, Denied) else "",
    }


@router.get("/invitations", response=answers(list[InvitationOut]), summary="List invitation links")
def list_invitations(request: HttpRequest) -> list[dict[str, Any]]:
    """One's own links; for the team all, the newest first."""
    return [_invitation(row) for row in invitations_for(own_viewer(request))[:MOST]]


@router.post("/invitations", response=answers(InvitationOut), summary="Make an invitation link")
def post_invitation(request: HttpRequest, wanted: InvitationIn) -> dict[str, Any]:
    """Make a link; the answer holds its address."""
    row, token = make_invitation(actor=own_viewer(request), limit=wanted.limit, days=wanted.days, note=wanted.note)
    return _invitation(row) | {"address": settings.BASE_URL + reverse("join", args=[token])}


@router.delete("/invitations/{invitation_id}", response=answers(Done), summary="Revoke an invitation link")
def delete_invitation(request: HttpRequest, invitation_id: int) -> dict[str, int]:
    """Let a link no longer work."""
    number = min(max(invitation_id, 0), MOST_ID)
    return {"changed": int(revoke_invitation(actor=own_viewer(request), invitation_id=number))}


def _invitation(row: Invitation) -> dict[str, Any]:
    names = ("made_at", "expires_at", "limit", "used", "note")
    return {"id": row.pk, "revoked": row.revoked_at is not None} | {name: getattr(row, name) for name in names}


@router.get("/sign-ups", response=answers(list[SignUpOut]), summary="List newcomers")
def list_sign_ups(request: HttpRequest, state: str = "waiting") -> list[dict[str, Any]]:
    """Who signed up and is waiting, approved or refused; needs the right `joining.approve`."""
    return [_sign_up(row) for row in sign_ups_for(viewer_in(request)).filter(state=state)[:MOST]]


def _sign_up(row: Profile) -> dict[str, Any]:
    return {
        "account_id": row.account_id, "nickname": row.account.name, "email": row.account.email, "state": row.state,
        "answer": row.answer, "proven": getattr(row, "proven", False) or row.vouched, "made_at": row.made_at,
    }  # fmt: skip


@router.post("/sign-ups/{account_id}", response=answers(Done), summary="Approve or refuse a newcomer")
def post_sign_up(request: HttpRequest, account_id: int, said: SignUpDecision) -> dict[str, int]:
    """Say yes or no; needs the right `joining.approve`."""
    ids = [min(max(account_id, 0), MOST_ID)]
    changed = decide_sign_ups(actor=viewer_in(request), account_ids=ids, approve=said.approve, reason=said.reason)
    return {"changed": changed}
