"""The tables of the conversation pages."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steward.foundation.ui.formats import duration
from steward.foundation.ui.tables import Column, Filter, Table
from steward.stream.activity.models import Thread
from steward.stream.activity.queries.conversations import (
    answered_after,
    channel_choices,
    source_choices,
    state_of,
    waiting,
)

FIRST_YEAR, LAST_YEAR = 1970, 2200


def day_start(text: str, plus: int = 0) -> datetime | None:
    """The beginning of a day (ISO) in the community's time zone, `plus` days later.

    None for what is no day, and for years in which nobody wrote (the calendar's edges break time zones).
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    day += timedelta(days=plus)
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def state_label(thread: Thread) -> str:
    """The state in words."""
    state = state_of(thread)
    if state == "waiting":
        return _("waiting for an answer")
    if state == "accepted":
        return _("answer accepted")
    return _("answered in %(time)s") % {"time": duration(answered_after(thread))}


def _since(rows: QuerySet[Thread], values: tuple[str, ...]) -> QuerySet[Thread]:
    start = day_start(values[0])
    return rows.filter(last_at__gte=start) if start else rows


def _until(rows: QuerySet[Thread], values: tuple[str, ...]) -> QuerySet[Thread]:
    end = day_start(values[0], plus=1)
    return rows.filter(opened_at__lt=end) if end else rows


def _opener(thread: Thread) -> str:
    return thread.opener.member.name if thread.opener else ""


THREADS = Table(
    key="threads",
    caption=gettext_lazy("Conversations"),
    sort="-last_at",
    columns=(
        Column(
            "title",
            gettext_lazy("Conversation"),
            order=("title",),
            cell="activity/cells.jinja#thread",
            export=lambda thread: thread.title or getattr(thread, "opening", ""),
            lead=True,
        ),
        Column("state", gettext_lazy("State"), value=state_label, cell="activity/cells.jinja#state"),
        Column(
            "opener",
            gettext_lazy("Opened by"),
            kind="person",
            value=_opener,
            href=lambda thread: reverse("members-member", args=[thread.opener.member_id]),
            ident=lambda thread: thread.opener.member_id if thread.opener else None,
        ),
        Column("posts", gettext_lazy("Posts"), order=("posts",), kind="number"),
        Column("participants", gettext_lazy("People"), order=("participants",), kind="number"),
        Column("opened_at", gettext_lazy("Opened"), order=("opened_at",), kind="ago"),
        Column("last_at", gettext_lazy("Last activity"), order=("last_at",), kind="ago"),
        Column("channel", gettext_lazy("Channel"), value=lambda thread: thread.channel.name, shown=False),
        Column("source", gettext_lazy("Source"), value=lambda thread: thread.source.name, shown=False),
        Column("url", gettext_lazy("Original"), shown=False),
    ),
    filters=(
        Filter("source", gettext_lazy("Source"), source_choices, lookup="source"),
        Filter("channel", gettext_lazy("Channel"), channel_choices, lookup="channel"),
        Filter(
            "waiting", gettext_lazy("Waiting for an answer"), kind="flag", apply=lambda rows, _values: waiting(rows)
        ),
        Filter("question", gettext_lazy("Questions"), kind="flag", lookup="is_question"),
        Filter("since", gettext_lazy("From"), kind="day", apply=_since),
        Filter("until", gettext_lazy("Until"), kind="day", apply=_until),
    ),
)

CHANNELS = Table(
    key="channels",
    caption=gettext_lazy("Channels"),
    sort="-last_at",
    search=("name__icontains",),
    search_label=gettext_lazy("Search channels"),
    columns=(
        Column("name", gettext_lazy("Channel"), order=("name",), cell="activity/cells.jinja#channel", lead=True),
        Column("source", gettext_lazy("Source"), order=("source__name",), value=lambda channel: channel.source.name),
        Column("kind", gettext_lazy("Kind"), order=("kind",), value=lambda channel: channel.get_kind_display()),
        Column("last_at", gettext_lazy("Last activity"), order=("last_at",), kind="ago"),
    ),
    filters=(Filter("source", gettext_lazy("Source"), source_choices, lookup="source"),),
    views=False,
)
