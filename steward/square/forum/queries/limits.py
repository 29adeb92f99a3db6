"""How much somebody has written lately, and what their trust level allows."""

from collections.abc import Collection
from datetime import datetime, timedelta

from steward.square.forum.enums import PostState
from steward.square.forum.models import Post, Reaction, TrustRule
from steward.square.forum.queries.places import frame
from steward.square.forum.rules.trust import TrustRules, rules_of

DAY = timedelta(days=1)
#: Words said again elsewhere by the same author are looked for among so many of their last posts.
_RECENT = 200

_kept: tuple[int, TrustRules] | None = None


def trust_rules(at: int | None = None) -> TrustRules:
    """Thresholds and limits as they stand; kept per process as long as the sequence "frame" does (`at` its number)."""
    global _kept  # noqa: PLW0603 — one value for the process
    now = frame() if at is None else at
    if _kept is None or _kept[0] != now:
        _kept = (now, rules_of(TrustRule.objects.values_list("level", "asks", "allows")))
    return _kept[1]


def post_times(authors: Collection[int], now: datetime, *, opening: bool) -> list[datetime]:
    """When these authors opened topics (or replied) in the last day, oldest first; removed ones count too."""
    rows = Post.objects.filter(author__in=authors, created_at__gt=now - DAY, origin=None)
    rows = rows.filter(number=1) if opening else rows.filter(number__gt=1)
    return sorted(rows.values_list("created_at", flat=True))


def last_post_in(topic_id: int, authors: Collection[int]) -> datetime | None:
    """When these authors last wrote in the topic."""
    rows = Post.objects.filter(topic=topic_id, author__in=authors)
    return rows.order_by("-created_at").values_list("created_at", flat=True).first()


def reaction_times(identities: Collection[int], now: datetime) -> list[datetime]:
    """When they reacted in the last day, oldest first; what was taken back does not count."""
    rows = Reaction.objects.filter(identity__in=identities, at__gt=now - DAY)
    return sorted(rows.values_list("at", flat=True))


def approved_posts(authors: Collection[int], most: int) -> int:
    """How many of their posts everybody has been shown, counted no further than `most`."""
    return Post.objects.filter(author__in=authors, state=PostState.VISIBLE).values("pk")[:most].count()


def said_before(authors: Collection[int], source: str, now: datetime) -> list[int]:
    """The topics in which the same words were written by the same authors within a day; taken back ones aside."""
    rows = Post.objects.filter(author__in=authors, created_at__gt=now - DAY, origin=None)
    recent = rows.exclude(state=PostState.REMOVED).order_by("-created_at").values_list("topic_id", "source")[:_RECENT]
    return [topic for topic, words in recent if words.strip() == source.strip()]
