"""Notifications over JSON: always one's own."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from steward.people.access.api import answers, own_viewer
from steward.people.access.public import Viewer
from steward.people.notify.actions.choose import Choice, choose
from steward.people.notify.actions.mark_read import read_notifications, unread_again
from steward.people.notify.queries.inbox import kinds_in, notifications_of, told, unread_count
from steward.people.notify.queries.wishes import chosen_by, kinds_for

router = Router(tags=["notifications"])
MOST = 100
Id = Annotated[int, Query(ge=0, le=2**63 - 1)]


class PersonOut(Schema):
    """Who caused it."""

    account_id: int
    name: str
    avatar: str


class NotificationOut(Schema):
    """One notification in the caller's language."""

    id: int
    kind: str
    text: str
    detail: str
    icon: str
    url: str
    people: list[PersonOut]
    times: int = Field(description="How many were folded into this one while it was unread.")
    at: datetime
    read: bool


class Notifications(Schema):
    """A page of notifications, newest first. `next` goes back as `before`."""

    items: list[NotificationOut]
    next: int | None
    unread: int = Field(description="At most 100.")


@router.get("/notifications", response=answers(Notifications), summary="List one's notifications")
def list_notifications(
    request: HttpRequest, before: Id = 0, group: str = "", unread: bool = False,  # noqa: FBT001, FBT002
    limit: Annotated[int, Query(ge=1, le=MOST)] = 30,
) -> dict[str, Any]:  # fmt: skip
    """What the caller was told by id, newest first; of one group of kinds, only unread ones."""
    own = own_viewer(request).own_id
    rows = notifications_of(own, group, unread=unread).order_by("-pk")
    page = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    following = page[limit - 1].pk if len(page) > limit else None
    return {"items": [_out(row) for row in told(page[:limit])], "next": following, "unread": unread_count(own)}


def _out(row: Any) -> dict[str, Any]:
    people = [{"account_id": pk, "name": person.name, "avatar": person.avatar} for pk, person in row.faces]
    return {
        "id": row.id, "kind": row.kind, "text": row.line.text, "detail": row.line.detail, "icon": row.line.icon,
        "url": row.url, "people": people, "times": row.times, "at": row.at, "read": row.is_read,
    }  # fmt: skip


class Reading(Schema):
    """What to mark: these ids, or all (of a group)."""

    ids: list[Annotated[int, Field(ge=0, le=2**63 - 1)]] = Field(default_factory=list, max_length=1000)
    all: bool = False
    group: str = ""


class Marked(Schema):
    """When it was marked: give it back to undo."""

    at: datetime


@router.post("/notifications/read", response=answers(Marked), summary="Mark notifications as read")
def mark(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    """Mark the caller's own; others' ids change nothing."""
    narrowed = kinds_in(reading.group) or ["-"] if reading.group else ()
    ids = None if reading.all else reading.ids
    return {"at": read_notifications(actor=own_viewer(request), ids=ids, kinds=narrowed)}


class Undone(Schema):
    """How many are unread again."""

    count: int


@router.post("/notifications/unread", response=answers(Undone), summary="Take a marking back")
def unmark(request: HttpRequest, marked: Marked) -> dict[str, Any]:
    """Make unread again what was marked at that moment."""
    return {"count": unread_again(actor=own_viewer(request), read_at=marked.at)}


class PreferenceOut(Schema):
    """What the caller gets of a kind."""

    kind: str
    label: str
    group: str
    in_app: bool
    mail: Literal["each", "hourly", "daily", "off"]


class PreferenceIn(Schema):
    """What the caller wants of a kind."""

    kind: str
    in_app: bool
    mail: Literal["each", "hourly", "daily", "off"]


@router.get("/notifications/preferences", response=answers(list[PreferenceOut]), summary="Read one's preferences")
def read_preferences(request: HttpRequest) -> list[dict[str, Any]]:
    """Every kind there is, with what the caller chose or the default."""
    return _preferences(own_viewer(request))


@router.put("/notifications/preferences", response=answers(list[PreferenceOut]), summary="Choose what to be told")
def write_preferences(request: HttpRequest, wanted: list[PreferenceIn]) -> list[dict[str, Any]]:
    """Set the kinds that are named, leave the rest."""
    viewer = own_viewer(request)
    choose(actor=viewer, choices={one.kind: Choice(one.in_app, one.mail) for one in wanted})
    return _preferences(viewer)


def _preferences(viewer: Viewer) -> list[dict[str, Any]]:
    chosen = chosen_by(viewer.own_id)
    return [
        {
            "kind": key, "label": str(kind.label), "group": str(kind.group),
            "in_app": chosen[key].in_app if key in chosen else kind.in_app,
            "mail": chosen[key].mail if key in chosen else kind.mail,
        }
        for key, kind in kinds_for(viewer).items()
    ]  # fmt: skip
