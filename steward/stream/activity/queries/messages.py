"""Messages as they are read: in a thread, on a day of a channel, by one member."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.kernel.text import cut
from steward.people.access.public import Viewer, allowed
from steward.people.members.public import Member
from steward.stream.activity.cooking import cook, mentions_of, words_of
from steward.stream.activity.enums import SPEAKING, Kind, Markup
from steward.stream.activity.models import Activity, Channel, Thread
from steward.stream.activity.queries.conversations import name_untitled, names_of

PAGE = 100
DAY_PAGE = 200
#: What stands in a conversation as a message of its own.
SHOWN = (*SPEAKING, Kind.COMMIT, Kind.CHANGE, Kind.NOTICE)
_COMINGS = (Kind.JOIN, Kind.LEAVE)
#: Texts longer than this, or with more lines, are shown closed.
LONG, LONG_LINES, PREVIEW = 1_500, 30, 420
#: Messages of one person so close together are one run; so far apart there was silence.
RUN, SILENCE = timedelta(minutes=10), timedelta(hours=2)

_FIELDS = (
    "id", "key", "kind", "form", "occurred_at", "title", "body", "markup", "url", "reactions", "edits", "edited_at",
    "deleted_at", "parent_id", "thread_id", "source_id", "identity_id",
)  # fmt: skip


@dataclass(slots=True)
class Message:
    """A message ready to be drawn. `gap` is the silence before it; `follows`: the author goes on."""

    id: int
    kind: str
    at: datetime
    member_id: int | None
    name: str
    is_team: bool
    html: SafeString
    preview: str
    length: int
    title: str
    url: str
    reactions: int
    edited_at: datetime | None
    edits: int
    removed: bool
    accepted: bool = False
    opening: bool = False
    parent: "Quote | None" = None
    thread_id: int | None = None
    thread_title: str = ""
    replies: int = 0
    follows: bool = False
    gap: timedelta | None = None
    comings: list[str] = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        """The kind in the reader's language."""
        return str(Kind(self.kind).label)

    @property
    def clock(self) -> str:
        """The time of day in the community's time zone, 09:05."""
        return timezone.localtime(self.at).strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Quote:
    """What a message answers, on one line."""

    id: int
    name: str
    text: str
    removed: bool


def thread_page(thread: Thread, number: int) -> tuple[list[Message], int]:
    """Page `number` (from 1) of a thread and the number of pages; impossible numbers give the nearest page."""
    rows = Activity.objects.filter(thread=thread, kind__in=SHOWN)
    pages = max(1, -(-rows.count() // PAGE))
    start = (min(max(number, 1), pages) - 1) * PAGE
    rows = rows.order_by("occurred_at", "pk")
    first = rows.values_list("pk", flat=True).first()
    messages = _messages(rows[start : start + PAGE], thread.source.realm)
    for message, key in messages:
        message.accepted = bool(thread.accepted_id) and key == thread.accepted_id
        message.opening = message.id == first
        message.thread_id = None
    _quote_sparingly([message for message, _key in messages], first)
    return [message for message, _key in messages], pages


def _quote_sparingly(messages: Sequence[Message], opening: int | None) -> None:
    """What answers the opening, or the message just above, needs no quotation to be understood."""
    above = opening
    for message in messages:
        if message.parent and message.parent.id in {opening, above}:
            message.parent = None
        above = message.id


def day_page(channel: Channel, day: date, number: int) -> tuple[list[Message], int]:
    """Page `number` of what was said in a channel on a day (in the community's time zone), and the number of pages.

    Answers inside a thread stay in their thread; its opening says how many there are.
    """
    rows = _on(channel, day).filter(Q(kind__in=SHOWN, thread=None) | Q(kind__in=SHOWN, parent=None) | _coming())
    pages = max(1, -(-rows.count() // DAY_PAGE))
    start = (min(max(number, 1), pages) - 1) * DAY_PAGE
    found = _messages(rows.order_by("occurred_at", "pk")[start : start + DAY_PAGE], channel.source.realm)
    messages = [message for message, _key in found]
    _count_replies(messages)
    return _runs(messages), pages


def _coming() -> Q:
    return Q(kind__in=_COMINGS, deleted_at=None)


def days_around(channel: Channel, day: date | None) -> tuple[date | None, date | None, date | None]:
    """The last day before with activity, the day itself (default: the last with any), the next one."""
    rows = Activity.objects.filter(channel=channel)
    if day is None:
        day = _day_of(rows.order_by("-occurred_at"))
    if day is None:
        return None, None, None
    start, end = _bounds(day)
    before = _day_of(rows.filter(occurred_at__lt=start).order_by("-occurred_at"))
    return before, day, _day_of(rows.filter(occurred_at__gte=end).order_by("occurred_at"))


def place_of(viewer: Viewer, activity_id: int) -> dict[str, Any]:
    """Where a message stands: {"thread", "page"} or {"channel", "day", "page"}, with the message's "anchor".

    A reaction stands where the message does that it is for. Raises Forbidden and NotFound.
    """
    require(allowed(viewer, "activity.view"))
    row = Activity.objects.filter(pk=activity_id).select_related("parent").first()
    if row is None:
        raise NotFound
    if row.kind == Kind.REACTION and row.parent:
        row = row.parent
    earlier = Q(occurred_at__lt=row.occurred_at) | Q(occurred_at=row.occurred_at, pk__lt=row.pk)
    if row.thread_id and row.kind in SHOWN:
        before = Activity.objects.filter(earlier, thread=row.thread_id, kind__in=SHOWN).count()
        return {"thread": row.thread_id, "page": before // PAGE + 1, "anchor": row.pk}
    day = timezone.localdate(row.occurred_at)
    shown = Q(kind__in=SHOWN, thread=None) | Q(kind__in=SHOWN, parent=None) | _coming()
    before = _on(row.channel_id, day).filter(earlier & shown).count()
    return {"channel": row.channel_id, "day": day, "page": before // DAY_PAGE + 1, "anchor": row.pk}


def latest_of(viewer: Viewer, member_id: int, *, before: int = 0, limit: int = 30) -> list[Activity]:
    """What a member did last over all channels, the newest first, with channel, source, thread and parent.

    `before` is the id of an activity: only what came earlier. Raises Forbidden.
    """
    require(allowed(viewer, "activity.view"))
    rows = Activity.objects.filter(identity__member=member_id, deleted_at=None)
    if last := Activity.objects.filter(pk=before).values_list("occurred_at", flat=True).first() if before else None:
        rows = rows.filter(Q(occurred_at__lt=last) | Q(occurred_at=last, pk__lt=before))
    related = rows.select_related("channel", "source", "thread", "parent__identity__member")
    found = list(related.defer("channel__description").order_by("-occurred_at", "-pk")[:limit])
    name_untitled(row.thread for row in found if row.thread)
    return found


def member_for(viewer: Viewer, member_id: int) -> Member:
    """The member with this number, or the one it was merged into. Raises Forbidden and NotFound."""
    require(allowed(viewer, "activity.view"))
    member = Member.objects.filter(pk=member_id).select_related("merged_into").first()
    if member is None:
        raise NotFound
    return member.merged_into or member


def _on(channel: Channel | int | None, day: date) -> QuerySet[Activity]:
    start, end = _bounds(day)
    return Activity.objects.filter(channel=channel, occurred_at__gte=start, occurred_at__lt=end)


def _bounds(day: date) -> tuple[datetime, datetime]:
    start = datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())
    return start, start + timedelta(days=1)


def _day_of(rows: QuerySet[Activity]) -> date | None:
    at = rows.values_list("occurred_at", flat=True).first()
    return timezone.localdate(at) if at else None


def _messages(rows: QuerySet[Activity], realm: str) -> list[tuple[Message, str]]:
    likes = Activity.objects.filter(parent=OuterRef("pk"), kind=Kind.REACTION, deleted_at=None)
    counted = likes.order_by().values("parent").annotate(number=Count("pk"))
    found = list(
        rows.annotate(
            member=F("identity__member"),
            who=F("identity__member__name"),
            team=F("identity__member__is_team"),
            liked=Subquery(counted.values("number")),
        ).values(*_FIELDS, "member", "who", "team", "liked")
    )
    quotes = _quotes({row["parent_id"] for row in found if row["parent_id"]})
    slack = [row["body"] for row in found if row["markup"] == Markup.MRKDWN]
    names = names_of(realm, sorted(set().union(*map(mentions_of, slack))))
    return [(_message(row, quotes, names), row["key"]) for row in found]


def _message(row: dict[str, Any], quotes: dict[int, Quote], names: dict[str, str]) -> Message:
    body, markup, removed = row["body"], row["markup"], row["deleted_at"] is not None
    words = words_of(body, markup)
    long = len(words) > LONG or words.count("\n") > LONG_LINES
    return Message(
        id=row["id"],
        kind=row["kind"],
        at=row["occurred_at"],
        member_id=row["member"],
        name=row["who"] or "",
        is_team=bool(row["team"]),
        html=cook(body, markup, base=row["url"], names=names),
        preview=cut(" ".join(words[: PREVIEW * 2].split()), PREVIEW) if long else "",
        length=len(words),
        title=row["title"],
        url=row["url"] if row["url"].startswith(("http://", "https://")) else "",
        reactions=row["reactions"] + (row["liked"] or 0),
        edited_at=row["edited_at"] if row["edits"] else None,
        edits=row["edits"],
        removed=removed,
        parent=quotes.get(row["parent_id"]),
        thread_id=row["thread_id"],
        comings=[row["who"] or ""] if row["kind"] in _COMINGS else [],
    )


def _quotes(ids: set[int]) -> dict[int, Quote]:
    if not ids:
        return {}
    rows = Activity.objects.filter(pk__in=ids).values_list(
        "pk", "identity__member__name", "title", "body", "markup", "deleted_at"
    )
    return {
        pk: Quote(pk, name or "", cut(" ".join((title or words_of(body[:600], markup)).split()), 120), gone is not None)
        for pk, name, title, body, markup, gone in rows
    }


def _count_replies(messages: Sequence[Message]) -> None:
    """The first message of each thread on the page says what the thread is called and how many answers it has."""
    threads = Thread.objects.in_bulk({message.thread_id for message in messages if message.thread_id})
    named: set[int] = set()
    for message in messages:
        thread = threads.get(message.thread_id or 0)
        if thread is None or thread.pk in named:
            message.thread_id = None
            continue
        named.add(thread.pk)
        message.thread_title, message.replies = thread.title, max(0, thread.posts - 1)


def _runs(messages: Sequence[Message]) -> list[Message]:
    """Runs of one author, silences, and comings and goings next to each other as one line."""
    runs: list[Message] = []
    for message in messages:
        last = runs[-1] if runs else None
        if last and last.comings and last.kind == message.kind:
            last.comings += message.comings
            continue
        if last:
            pause = message.at - last.at
            same = last.member_id == message.member_id and last.name == message.name and not last.comings
            message.gap = pause if pause >= SILENCE else None
            message.follows = same and pause < RUN and not message.comings and not message.parent
        runs.append(message)
    return runs
