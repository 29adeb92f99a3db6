"""What the home page and lists show: shared parts for everybody in the same categories, and what is unread for one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from steward.people.joining.public import Face, Profile, account_faces
from steward.square.forum.enums import FollowLevel, FollowTarget, TopicKind
from steward.square.forum.models import Category, Follow, ReadMark, Topic, TopicTag
from steward.square.forum.queries.marks import FRESH, CaughtUpTo
from steward.square.forum.queries.places import Places
from steward.square.forum.queries.topics import SIZE, TopicRow, Wanted, listing, topic_rows, visible
from steward.square.forum.rules.rights import Standpoint

LATEST, ASKED, FEATURED, FACES, UNREAD = 10, 5, 4, 12, 6
#: Counting unread topics stops here: "99+".
MOST = 100
#: Topics of a category among which the ones to read next are chosen.
POOL = 60


@dataclass(frozen=True, slots=True)
class Home:
    """The shared part of the home page."""

    latest: tuple[TopicRow, ...]
    asked: tuple[TopicRow, ...]  # questions that wait for an answer
    featured: tuple[TopicRow, ...]
    newcomers: tuple[Face, ...]
    until: datetime | None

    @property
    def rows(self) -> tuple[TopicRow, ...]:
        """Every topic on it."""
        return (*self.latest, *self.asked, *self.featured)


def home(places: Places, open_to: frozenset[int], now: datetime) -> Home:
    """What everybody in the same categories sees; the number of queries does not depend on what there is."""
    first = listing(places, open_to, Wanted(), now)
    latest = first.rows[:LATEST]
    seen = visible(open_to)
    asked = seen.filter(kind=TopicKind.QUESTION, accepted=None).order_by("-created_at")[:ASKED]
    featured = seen.exclude(featured_at=None).order_by("-featured_at")[:FEATURED]
    rows = topic_rows(places, [*asked, *featured])
    waiting = [row for row in rows if row.is_question and not row.is_answered][:ASKED]
    return Home(
        latest=latest,
        asked=tuple(waiting),
        featured=tuple(row for row in _once(rows) if row.is_featured)[:FEATURED],
        newcomers=tuple(newcomers()),
        until=first.until,
    )


def _once(rows: Iterable[TopicRow]) -> Iterable[TopicRow]:
    return {row.id: row for row in rows}.values()


def newcomers(limit: int = FACES) -> list[Face]:
    """Who joined last."""
    accounts = list(
        Profile.objects.exclude(joined_at=None)
        .filter(account__is_active=True, leaving_at=None)
        .order_by("-joined_at")
        .values_list("account_id", flat=True)[:limit]
    )
    known = account_faces(accounts) if accounts else {}
    return [known[pk] for pk in accounts if pk in known and not known[pk].is_former]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category with those below it, as the home page and its own page show them."""

    category: Category
    below: tuple[Category, ...]


def shelves(categories: Sequence[Category]) -> list[Shelf]:
    """Categories in their order, each with those below it; one whose parent is not shown stands by itself."""
    shown = {category.pk for category in categories}
    tops = [category for category in categories if category.parent_id not in shown]
    return [Shelf(top, tuple(row for row in categories if row.parent_id == top.pk)) for top in tops]


def counted(categories: Iterable[int]) -> list[Category]:
    """The categories with their counters as they are now (`places` keeps only what the frame knows)."""
    return list(Category.objects.filter(pk__in=sorted(categories)).order_by("position", "pk"))


def unread(standpoint: Standpoint, open_to: frozenset[int], caught_up: CaughtUpTo, now: datetime) -> QuerySet[Topic]:
    """Topics with posts the reader has not seen, the liveliest first; what they muted is left out."""
    account = standpoint.account_id
    fresh = now - FRESH
    rows = visible(open_to).filter(last_post_at__gt=max(caught_up.everything, fresh))
    for category, at in caught_up.categories.items():
        rows = rows.exclude(category=category, last_post_at__lte=at)
    read = ReadMark.objects.filter(account=account, topic=OuterRef("pk")).values("number")[:1]
    rows = rows.annotate(read=Subquery(read)).filter(Q(read=None) | Q(read__lt=F("highest_number")))
    muted = Follow.objects.filter(account=account, level=FollowLevel.MUTED)

    def of(target: FollowTarget) -> QuerySet[Follow]:
        return muted.filter(target=target).values("target_id")  # type: ignore[return-value]  # a subquery

    rows = rows.exclude(pk__in=of(FollowTarget.TOPIC)).exclude(category__in=of(FollowTarget.CATEGORY))
    rows = rows.exclude(pk__in=TopicTag.objects.filter(tag__in=of(FollowTarget.TAG)).values("topic"))
    rows = rows.exclude(author__in=standpoint.identities, posts_count__lte=1)
    # `exclude` over a nullable key would lose topics without an author.
    rows = rows.filter(Q(author=None) | ~Q(author__member__in=of(FollowTarget.MEMBER)))
    return rows.order_by("-last_post_at", "-pk")


def unread_page(rows: QuerySet[Topic], page: int) -> tuple[list[Topic], bool]:
    """One page of them and whether there are more."""
    found = list(rows[(page - 1) * SIZE : page * SIZE + 1])
    return found[:SIZE], len(found) > SIZE


def waiting_of(standpoint: Standpoint) -> list[Topic]:
    """The reader's own topics that wait for review."""
    if not standpoint.identities:
        return []
    rows = Topic.objects.filter(author__in=standpoint.identities, waiting=True, removed_at=None, hidden_at=None)
    return list(rows.order_by("-created_at")[:UNREAD])


def pool(places: Places, category_id: int) -> list[TopicRow]:
    """The liveliest topics of a category, of which the ones to read next are chosen."""
    return topic_rows(places, visible([category_id]).order_by("-last_post_at", "-pk")[:POOL])


def read_next(topic: TopicRow, choice: Iterable[TopicRow], limit: int = 5) -> list[TopicRow]:
    """Topics to read after this one: with most tags in common first, then the liveliest."""
    tags = {tag.pk for tag in topic.tags}
    others = [row for row in choice if row.id != topic.id]
    return sorted(others, key=lambda row: -len(tags & {tag.pk for tag in row.tags}))[:limit]
