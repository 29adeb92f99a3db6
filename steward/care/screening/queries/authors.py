"""What rules ask about an author: how long they are here, how much and what they wrote lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from steward.care.screening.engine.fingerprint import fingerprint_of
from steward.care.screening.engine.records import Recent
from steward.foundation.kernel import clock
from steward.people.accounts.public import Account
from steward.people.members.public import Identity
from steward.square.forum.public import Post
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.public import Activity

#: So many of an author's latest messages are compared with a new one.
MOST_RECENT = 40


@dataclass(frozen=True, slots=True)
class Author:
    """What is known of an identity: when it was first here, whether it is the team's, its name."""

    since: datetime | None = None
    is_team: bool = False
    name: str = ""

    def age_days(self, at: datetime) -> float | None:
        """Its age then, in days; None where nobody knows."""
        return max((at - self.since).total_seconds() / 86_400, 0.0) if self.since else None


def authors_of(identity_ids: Iterable[int]) -> dict[int, Author]:
    """Each identity's facts, in one query."""
    rows = Identity.objects.filter(pk__in=set(identity_ids)).values_list(
        "pk", "created_at", "first_seen", "member__is_team", "handle", "name"
    )
    return {
        pk: Author(min((at for at in (made, seen) if at), default=None), team, name or handle)
        for pk, made, seen, team, handle, name in rows
    }


def account_age(account_id: int | None) -> float | None:
    """Days since the account was made; None without one."""
    joined = Account.objects.filter(pk=account_id or 0).values_list("date_joined", flat=True).first()
    return (clock.now() - joined).total_seconds() / 86_400 if joined else None


def posts_of(identity_id: int | None) -> int:
    """How many posts of the square are theirs and stand for everybody."""
    return Post.objects.filter(author_id=identity_id, state="visible").count() if identity_id else 0


def said_lately(identity_id: int | None, window: timedelta, *, without: int | None = None) -> tuple[Recent, ...]:
    """Their latest posts on the square within that time; `without` one that is being changed."""
    if identity_id is None:
        return ()
    rows = (
        Post.objects.filter(author_id=identity_id, created_at__gte=clock.now() - window)
        .exclude(pk=without or 0)
        .order_by("-pk")
        .values_list("source", "created_at", "topic__category_id")
    )
    return tuple(
        Recent(fingerprint_of(source), at, f"category:{category}") for source, at, category in rows[:MOST_RECENT]
    )


def last_post_at(identity_id: int | None) -> datetime | None:
    """When they last posted on the square."""
    rows = Post.objects.filter(author_id=identity_id).order_by("-pk").values_list("created_at", flat=True)
    return rows.first() if identity_id else None


def said_before(identity_ids: Iterable[int], before: datetime) -> Mapping[int, int]:
    """How much each of them had said anywhere until then."""
    rows = Activity.objects.filter(
        identity__in=set(identity_ids), kind__in=SPEAKING, occurred_at__lt=before, deleted_at=None
    )
    return dict(rows.order_by().values_list("identity").annotate(Count("pk")))
