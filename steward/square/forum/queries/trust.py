"""What trust levels are reckoned from, and what other thresholds would change."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, Sum

from steward.people.members.public import Identity
from steward.square.forum.enums import PostState
from steward.square.forum.models import DayVisited, Post, Reaction, ReadMark, Standing, Topic
from steward.square.forum.rules.may import BY_AUTHOR
from steward.square.forum.rules.trust import COUNTS, TrustRules, earned

#: How long a post hidden by the team counts against its author, by when it was written.
HIDDEN_FOR = timedelta(days=100)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody's level would move."""

    account_id: int
    was: int
    level: int


def counts_of(account_ids: Collection[int], now: datetime) -> dict[int, dict[str, int]]:
    """Every count of rules.trust.COUNTS for each account, in seven queries."""
    owner = dict(Identity.objects.filter(member__account__in=account_ids).values_list("pk", "member__account_id"))
    counts: dict[int, dict[str, int]] = {account: dict.fromkeys(COUNTS, 0) for account in account_ids}
    for account, days in _tally(DayVisited.objects.filter(account__in=account_ids).values_list("account"), "pk"):
        counts[account]["days_visited"] = days
    marks = ReadMark.objects.filter(account__in=account_ids, number__gt=0).values_list("account")
    for account, topics, posts in marks.annotate(topics=Count("pk"), posts=Sum("number")):
        counts[account]["topics_read"], counts[account]["posts_read"] = topics, posts
    for name, identity, count in [*_written(owner, now), *_given_and_accepted(owner)]:
        counts[owner[identity]][name] += count
    return counts


def _written(owner: Mapping[int, int], now: datetime) -> Iterator[tuple[str, int, int]]:
    shown = Q(state=PostState.VISIBLE)
    by_team = Q(state=PostState.HIDDEN) | (Q(state=PostState.REMOVED) & ~Q(state_reason__in=["", BY_AUTHOR]))
    rows = (
        Post.objects.filter(author__in=owner)
        .values_list("author")
        .annotate(
            opened=Count("pk", filter=shown & Q(number=1)),
            written=Count("pk", filter=shown),
            received=Sum("reactions_count", filter=shown, default=0),
            hidden=Count("pk", filter=by_team & Q(created_at__gt=now - HIDDEN_FOR)),
        )
    )
    for author, opened, written, received, hidden in rows:
        yield "topics_opened", author, opened
        yield "posts_written", author, written
        yield "reactions_received", author, received
        yield "posts_hidden", author, hidden


def _given_and_accepted(owner: Mapping[int, int]) -> Iterator[tuple[str, int, int]]:
    for identity, count in _tally(Reaction.objects.filter(identity__in=owner).values_list("identity"), "pk"):
        yield "reactions_given", identity, count
    answers = Topic.objects.filter(accepted__author__in=owner).exclude(author=F("accepted__author"))
    for identity, count in _tally(answers.values_list("accepted__author"), "pk"):
        yield "answers_accepted", identity, count


def _tally(rows: object, field: str) -> Iterator[tuple[int, int]]:
    yield from rows.annotate(tally=Count(field))  # type: ignore[attr-defined]


def rehearse(rules: TrustRules) -> list[Step]:
    """Whose level these rules would move, by the counts as they were reckoned last; set by hand stays."""
    steps = []
    for row in Standing.objects.filter(by_hand=False).order_by("pk").values("account_id", "level", *COUNTS):
        level = earned(row, rules)
        if level != row["level"]:
            steps.append(Step(row["account_id"], row["level"], level))
    return steps


def population() -> dict[int, int]:
    """How many accounts stand at each level."""
    return dict(Standing.objects.values_list("level").annotate(n=Count("pk")))
