"""Threads of all channels, and the channels that are read day by day."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.kernel.text import cut
from steward.people.access.public import Viewer, allowed
from steward.people.members.public import Identity
from steward.stream.activity.cooking import words_of
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.models import Activity, Channel, Source, Thread

#: How much of an opening stands in for a missing title, in characters.
TITLE = 80
WAITING = Q(first_response_at=None, posts__gt=0, opener__isnull=False)


def threads_for(viewer: Viewer) -> QuerySet[Thread]:
    """Every thread in which something was said, with channel, source and opener. Raises Forbidden."""
    require(allowed(viewer, "activity.view"))
    related = ("channel", "source", "opener__member")
    return Thread.objects.filter(posts__gt=0).select_related(*related).defer("channel__description")


def waiting(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Those whose opener nobody else has answered yet."""
    return threads.filter(WAITING)


def thread_for(viewer: Viewer, thread_id: int) -> Thread:
    """One thread, with its opening words where it has no title. Raises Forbidden and NotFound."""
    require(allowed(viewer, "activity.view"))
    thread = Thread.objects.filter(pk=thread_id).select_related("channel", "source", "opener__member").first()
    if thread is None:
        raise NotFound
    if not thread.title:
        name_untitled([thread])
    return thread


def name_untitled(threads: Iterable[Thread]) -> None:
    """Give threads without a title their opening words, in one query. The rows in the database stay as they are."""
    untitled = {thread.pk: thread for thread in threads if not thread.title}
    if not untitled:
        return
    said = Activity.objects.filter(thread__in=untitled, kind__in=SPEAKING, deleted_at=None)
    first = said.filter(thread=OuterRef("pk")).order_by("occurred_at", "pk").values("pk")[:1]
    openings = Thread.objects.filter(pk__in=untitled).annotate(first=Subquery(first)).values("first")
    for thread, title, body, markup in Activity.objects.filter(pk__in=Subquery(openings)).values_list(
        "thread", "title", Substr("body", 1, 600), "markup"
    ):
        untitled[thread].title = title or first_words(body, markup)


def first_words(body: str, markup: str, length: int = TITLE) -> str:
    """The beginning of a body on one line."""
    return cut(" ".join(words_of(body, markup).split()), length)


def state_of(thread: Thread) -> str:
    """`accepted`, `answered` or `waiting`."""
    if thread.accepted_id:
        return "accepted"
    return "answered" if thread.first_response_at else "waiting"


def answered_after(thread: Thread) -> float | None:
    """Seconds from the opening to the first answer of somebody else; None while it waits."""
    if thread.first_response_at is None or thread.opened_at is None:
        return None
    return max(0.0, (thread.first_response_at - thread.opened_at).total_seconds())


def participants_of(thread: Thread, most: int = 30) -> list[dict[str, Any]]:
    """Who takes part: member id, name, posts; the busiest first."""
    said = Activity.objects.filter(thread=thread, kind__in=SPEAKING, deleted_at=None, identity__isnull=False)
    found = said.values(member=F("identity__member"), name=F("identity__member__name")).annotate(posts=Count("pk"))
    return [dict(row) for row in found.order_by("-posts", "member")[:most]]


def source_choices() -> list[tuple[str, str]]:
    """Sources for a filter."""
    return [(str(pk), name) for pk, name in Source.objects.order_by("name").values_list("pk", "name")]


def channel_choices() -> list[tuple[str, str]]:
    """Channels for a filter, with their source where there are several sources."""
    rows = list(Channel.objects.order_by("source__name", "name").values_list("pk", "name", "source__name"))
    several = len({source for _pk, _name, source in rows}) > 1
    return [(str(pk), f"{source} · {name}" if several else name) for pk, name, source in rows]


def channels_for(viewer: Viewer) -> QuerySet[Channel, Any]:
    """Every channel with its source and the time of what was last said there (`last_at`). Raises Forbidden."""
    require(allowed(viewer, "activity.view"))
    last = Activity.objects.filter(channel=OuterRef("pk")).order_by("-occurred_at").values("occurred_at")[:1]
    return Channel.objects.select_related("source").annotate(last_at=Subquery(last))


def channel_for(viewer: Viewer, channel_id: int) -> Channel:
    """One channel with its source. Raises Forbidden and NotFound."""
    require(allowed(viewer, "activity.view"))
    channel = Channel.objects.select_related("source").filter(pk=channel_id).first()
    if channel is None:
        raise NotFound
    return channel


def names_of(realm: str, accounts: Sequence[str]) -> dict[str, str]:
    """What people are called, by account id of one realm."""
    if not accounts:
        return {}
    found = Identity.objects.filter(realm=realm, account_id__in=accounts)
    return dict(found.values_list("account_id", "member__name"))


def between(rows: QuerySet[Any], field: str, since: datetime | None, until: datetime | None) -> QuerySet[Any]:
    """Rows from `since` up to, not including, `until`."""
    if since:
        rows = rows.filter(**{f"{field}__gte": since})
    return rows.filter(**{f"{field}__lt": until}) if until else rows
