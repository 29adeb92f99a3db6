"""Activities page by page. The viewer comes first; a page knows how to ask for the next one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.models import Activity, Thread

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LINE = (
    "id", "source_id", "channel_id", "channel__name", "source__name", "key", "kind", "form", "occurred_at",
    "identity_id", "identity__name", "identity__handle", "identity__member_id", "identity__member__name",
    "identity__member__is_bot", "parent_id", "thread_id", "thread__title", "title", "body", "markup", "url", "language",
    "reactions", "views", "edits", "edited_at", "deleted_at", "exercise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows (dicts with the columns of `LINE`) and where the next page begins: "" when this is the last."""

    rows: list[dict[str, Any]]
    after: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which activities: every field that is given narrows. `until` is exclusive."""

    member_id: int | None = None
    identity_id: int | None = None
    thread_id: int | None = None
    channel_id: int | None = None
    source_id: int | None = None
    kinds: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    removed: bool = False  # tombstones too

    def terms(self) -> Q:
        """As conditions on activities."""
        given = {
            "identity__member": self.member_id, "identity": self.identity_id, "thread": self.thread_id,
            "channel": self.channel_id, "source": self.source_id, "occurred_at__gte": self.since,
            "occurred_at__lt": self.until, "kind__in": list(self.kinds) or None,
        }  # fmt: skip
        terms = Q(**{name: value for name, value in given.items() if value is not None})
        return terms if self.removed else terms & Q(deleted_at=None)


def activities(viewer: Viewer, wanted: Wanted, *, after: str = "", limit: int = 50, oldest_first: bool = False) -> Page:
    """A page of activities by time, the latest first unless `oldest_first`.

    `after` is what the page before gave. Pages stay put while new activity arrives. Raises Forbidden, and Invalid for
    an `after` nobody gave.
    """
    require(allowed(viewer, "activity.view"))
    found = Activity.objects.filter(wanted.terms())
    if after:
        at, pk = _place(after)
        later = Q(occurred_at__gt=at) | Q(occurred_at=at, pk__gt=pk)
        earlier = Q(occurred_at__lt=at) | Q(occurred_at=at, pk__lt=pk)
        bound = Q(occurred_at__gte=at) if oldest_first else Q(occurred_at__lte=at)
        found = found.filter(bound, later if oldest_first else earlier)
    order = ("occurred_at", "pk") if oldest_first else ("-occurred_at", "-pk")
    rows = list(found.order_by(*order).values(*LINE)[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], _mark(rows[limit - 1]) if more else "")


def activity(viewer: Viewer, activity_id: int) -> dict[str, Any]:
    """One activity with the columns of `LINE`, removed or not. Raises Forbidden and NotFound."""
    require(allowed(viewer, "activity.view"))
    found: dict[str, Any] | None = Activity.objects.filter(pk=activity_id).values(*LINE).first()
    if found is None:
        raise NotFound
    return found


def threads(viewer: Viewer, *, channel_id: int | None = None, waiting: bool = False) -> QuerySet[Thread]:
    """Threads with posts, the latest activity first; `waiting` for those nobody but the opener has answered.

    Raises Forbidden.
    """
    require(allowed(viewer, "activity.view"))
    found = Thread.objects.filter(posts__gt=0).select_related("channel__source", "opener__member")
    if channel_id is not None:
        found = found.filter(channel=channel_id)
    if waiting:
        return found.filter(first_response_at=None).order_by("-opened_at", "-pk")
    return found.order_by("-last_at", "-pk")


def thread(viewer: Viewer, thread_id: int) -> Thread:
    """One thread. Raises Forbidden and NotFound."""
    require(allowed(viewer, "activity.view"))
    found = Thread.objects.select_related("channel__source", "opener__member").filter(pk=thread_id).first()
    if found is None:
        raise NotFound
    return found


def _mark(row: dict[str, Any]) -> str:
    return f"{(row['occurred_at'] - _EPOCH) // timedelta(microseconds=1)}-{row['id']}"


def _place(after: str) -> tuple[datetime, int]:
    moment, _dash, pk = after.rpartition("-")
    try:
        return _EPOCH + timedelta(microseconds=int(moment)), int(pk)
    except (ValueError, OverflowError):
        raise Invalid({"after": _("This is not the place of a page.")}) from None
