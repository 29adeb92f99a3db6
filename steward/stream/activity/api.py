"""Sources, channels, threads and activities over JSON."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import AfterValidator

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.api import answers
from steward.people.access.public import allowed, viewer_in
from steward.stream.activity.enums import Kind
from steward.stream.activity.models import Activity, Channel, Source, Thread
from steward.stream.activity.queries.conversations import WAITING, between

router = Router(tags=["activity"])
MOST = 200


def _zoned(moment: datetime | None) -> datetime | None:
    """A moment without a time zone is meant as UTC; one at the edge of the calendar is refused."""
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as problem:
        raise ValueError("the moment is out of range") from problem


#: Ids are 64-bit; larger ones would break the database, so they are refused with 422.
Id = Annotated[int, Query(ge=0, le=2**63 - 1)]
Ids = Annotated[int | None, Query(ge=0, le=2**63 - 1)]
Own = Annotated[int, Path(ge=0, le=2**63 - 1)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Moment = Annotated[datetime | None, AfterValidator(_zoned)]


class SourceOut(Schema):
    """A place the community lives on."""

    id: int
    key: str
    name: str
    service: str
    timezone: str


class ChannelOut(Schema):
    """A room, group, category, list or repository."""

    id: int
    source_id: int
    key: str
    name: str
    kind: str
    description: str
    url: str
    private: bool


class ThreadOut(Schema):
    """A conversation. `first_response_at` is null while nobody but the opener has answered."""

    id: int
    source_id: int
    channel_id: int
    key: str
    title: str
    url: str
    is_question: bool
    accepted: bool
    opener_id: int | None
    opened_at: datetime | None
    last_at: datetime | None
    first_response_at: datetime | None
    posts: int
    participants: int

    @staticmethod
    def resolve_accepted(thread: Thread) -> bool:
        """Whether the source says an answer was accepted."""
        return bool(thread.accepted_id)

    @staticmethod
    def resolve_opener_id(thread: Thread) -> int | None:
        """The member who opened it."""
        return thread.opener.member_id if thread.opener else None


class ActivityOut(Schema):
    """One thing somebody did. `body` is as it was written, in `markup`; a removed one has neither body nor title."""

    id: int
    source_id: int
    channel_id: int
    thread_id: int | None
    parent_id: int | None
    member_id: int | None
    identity_id: int | None
    key: str
    kind: str
    form: str
    occurred_at: datetime
    title: str
    body: str
    markup: str
    url: str
    reactions: int
    views: int
    edits: int
    edited_at: datetime | None
    deleted_at: datetime | None

    @staticmethod
    def resolve_member_id(row: Activity) -> int | None:
        """The member behind the identity, after merges."""
        return row.identity.member_id if row.identity else None


class Sources(Schema):
    """All sources."""

    items: list[SourceOut]


class Channels(Schema):
    """A page of channels."""

    items: list[ChannelOut]
    next: int | None


class Threads(Schema):
    """A page of threads."""

    items: list[ThreadOut]
    next: int | None


class Activities(Schema):
    """A page of activities."""

    items: list[ActivityOut]
    next: int | None


@router.get("/sources", response=answers(Sources), summary="List sources")
def list_sources(request: HttpRequest) -> dict[str, object]:
    """Every source."""
    _see(request)
    return {"items": list(Source.objects.order_by("pk"))}


@router.get("/channels", response=answers(Channels), summary="List channels")
def list_channels(request: HttpRequest, source: Ids = None, after: Id = 0, limit: Limit = 50) -> dict[str, object]:
    """Channels by id; of one source with `source`."""
    _see(request)
    return _page(_having(Channel.objects.all(), source=source), after, limit)


@router.get("/threads", response=answers(Threads), summary="List threads")
def list_threads(  # noqa: PLR0913, PLR0917, RUF100 — each is a parameter of the address
    request: HttpRequest,
    source: Ids = None,
    channel: Ids = None,
    waiting: bool | None = None,  # noqa: FBT001
    after: Id = 0,
    limit: Limit = 50,
) -> dict[str, object]:
    """Threads by id; with `waiting=true` those whose opener nobody else has answered, with `false` the others."""
    _see(request)
    threads = _having(Thread.objects.select_related("opener"), source=source, channel=channel)
    if waiting is not None:
        threads = threads.filter(WAITING) if waiting else threads.exclude(WAITING)
    return _page(threads, after, limit)


@router.get("/threads/{thread_id}", response=answers(ThreadOut), summary="Read a thread")
def read_thread(request: HttpRequest, thread_id: Own) -> Thread:
    """One thread; its messages are `/activities?thread=…`."""
    _see(request)
    thread: Thread = _one(Thread.objects.select_related("opener"), thread_id)
    return thread


@router.get("/activities", response=answers(Activities), summary="List activities")
def list_activities(  # noqa: PLR0913, PLR0917, RUF100 — each is a parameter of the address
    request: HttpRequest,
    source: Ids = None,
    channel: Ids = None,
    thread: Ids = None,
    member: Ids = None,
    kind: Kind | None = None,
    since: Moment = None,
    until: Moment = None,
    after: Id = 0,
    limit: Limit = 50,
) -> dict[str, object]:
    """Activities by id, in the order in which Steward learnt of them; `since` is included, `until` is not."""
    _see(request)
    rows = _having(
        Activity.objects.select_related("identity"),
        source=source, channel=channel, thread=thread, identity__member=member, kind=kind,
    )  # fmt: skip
    return _page(between(rows, "occurred_at", since, until), after, limit)


@router.get("/activities/{activity_id}", response=answers(ActivityOut), summary="Read an activity")
def read_activity(request: HttpRequest, activity_id: Own) -> Activity:
    """One activity, also a removed one (without its words)."""
    _see(request)
    activity: Activity = _one(Activity.objects.select_related("identity"), activity_id)
    return activity


def _see(request: HttpRequest) -> None:
    require(allowed(viewer_in(request), "activity.view"))


def _having(rows: QuerySet[Any], **fields: object) -> QuerySet[Any]:
    return rows.filter(**{name: value for name, value in fields.items() if value is not None})


def _page(rows: QuerySet[Any], after: int, limit: int) -> dict[str, object]:
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    return {"items": found[:limit], "next": found[limit - 1].pk if len(found) > limit else None}


def _one(rows: QuerySet[Any], pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
