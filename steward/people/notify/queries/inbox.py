"""What an account was told, as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.text import slugify

from steward.foundation.kernel.statements import AboutAccount
from steward.people.notify.models import Notification
from steward.people.notify.queries.people import people, worded
from steward.people.notify.queries.wishes import kinds
from steward.people.notify.records import Line, NotificationKind, Person

#: The bell counts no further.
MOST_COUNTED = 100
PAGE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """A notification in the reader's language. `faces` are (account, person), newest first, at most three."""

    id: int
    kind: str
    line: Line
    url: str
    faces: tuple[tuple[int, Person], ...]
    at: datetime
    is_read: bool
    times: int


def unread_count(account_id: int) -> int:
    """How many notifications the account has not read, at most 100 (one query on an index of unread ones)."""
    if not account_id:
        return 0
    return len(_unread(account_id))


def _written(account: int) -> QuerySet[Notification, Any]:
    waiting = Notification.objects.filter(account=account, read_at=None, shown=True).order_by()
    return waiting.values_list("pk")[:MOST_COUNTED]


#: Asked by every page of who is signed in.
_unread = AboutAccount(_written)


def notifications_of(account_id: int, group: str = "", *, unread: bool = False) -> QuerySet[Notification]:
    """What the account was told in the house, newest first; of one group of kinds, or all."""
    rows = Notification.objects.filter(account=account_id, shown=True).order_by("-at", "-pk")
    if unread:
        rows = rows.filter(read_at=None)
    return rows.filter(kind__in=kinds_in(group)) if group else rows


def group_key(kind: NotificationKind) -> str:
    """The kind's group as addresses write it: its English name in lower case."""
    with translation.override("en"):
        return slugify(str(kind.group))


def groups_of(account_id: int) -> dict[str, str]:
    """Key and name of the groups of kinds the account was told of, in the order of the rooms (one query)."""
    rows = Notification.objects.filter(account=account_id, shown=True).order_by()
    seen = set(rows.values_list("kind", flat=True).distinct())
    return {group_key(kind): str(kind.group) for key, kind in kinds().items() if key in seen}


def kinds_in(group: str) -> list[str]:
    """The kinds of a group."""
    return [key for key, kind in kinds().items() if group_key(kind) == group]


def page_of(rows: QuerySet[Notification], number: str | int) -> tuple[Page[Any], list[Told]]:
    """One page of notifications and its rows in words: three queries for any number of rows."""
    page = Paginator(rows, PAGE).get_page(number)
    return page, told(page.object_list)


def told(rows: Iterable[Notification]) -> list[Told]:
    """The rows in the reader's language (one query for the faces); kinds nobody offers any more are left out."""
    rows = list(rows)
    known, people_by_id = kinds(), people({account for row in rows for account in row.by})
    return [_told(row, known[row.kind], people_by_id) for row in rows if row.kind in known]


def _told(row: Notification, kind: NotificationKind, known: Any) -> Told:
    line = kind.describe(worded(row.params, row.by, row.times, known))
    faces = tuple((account, known[account]) for account in row.by if account in known)[:3]
    return Told(row.pk, row.kind, line, row.url, faces, row.at, row.read_at is not None, row.times)


def by_day(rows: Iterable[Told]) -> list[tuple[date, list[Told]]]:
    """The rows under the days of the reader's calendar, in their order."""
    days: dict[date, list[Told]] = {}
    for row in rows:
        days.setdefault(timezone.localtime(row.at).date(), []).append(row)
    return list(days.items())
