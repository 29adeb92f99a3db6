"""Lists of topics. What everybody in the same categories sees is the same: own marks come from queries.own."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import Case, Count, Q, QuerySet, Value, When

from steward.foundation.kernel.text import fold
from steward.people.joining.public import Face, faces
from steward.square.forum.enums import Pin, TopicKind
from steward.square.forum.models import Category, Tag, Topic, TopicTag
from steward.square.forum.queries.places import Places

#: Topics on one page of a list.
SIZE = 30
#: The orders a list can have, by the name in its address; "" is the usual one.
ORDERS = {"": "-last_post_at", "new": "-created_at", "liked": "-reactions", "replies": "-posts_count"}


#: Words that stand for pages in the addresses below a topic's number.
TAKEN = frozenset({"unread", "on", "reply", "vote", "chain", "moderate", "acts", "news", "after"})


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic as lists and pages draw it; fields are named like the model's, people are faces. `row` is for rules."""

    row: Topic
    id: int
    url: str
    title: str
    kind: str
    excerpt: str
    category: Category
    tags: tuple[Tag, ...]
    author: Face | None
    last_author: Face | None
    created_at: datetime
    last_post_at: datetime
    posts_count: int
    participants: int
    reactions: int
    highest_number: int
    pinned: bool

    @property
    def pk(self) -> int:
        """As models say it."""
        return self.id

    @property
    def replies(self) -> int:
        """Posts after the first."""
        return max(self.posts_count - 1, 0)

    @property
    def is_question(self) -> bool:
        """Whether an answer can be accepted."""
        return self.kind == TopicKind.QUESTION

    @property
    def is_answered(self) -> bool:
        """Whether one has been."""
        return self.row.accepted_id is not None

    @property
    def is_featured(self) -> bool:
        """Whether the team featured it (加精)."""
        return self.row.featured_at is not None

    @property
    def is_locked(self) -> bool:
        """Whether nobody can reply."""
        return self.row.locked_at is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shall show."""

    tab: str = ""  # "", unanswered, featured
    kind: str = ""
    order: str = ""
    category: int = 0
    tag: int = 0
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. `until` is when a pin on it ends by itself."""

    rows: tuple[TopicRow, ...]
    page: int
    pages: int
    total: int
    until: datetime | None = None


def visible(categories: Iterable[int]) -> QuerySet[Topic]:
    """Topics everybody sees who may see these categories."""
    return Topic.objects.filter(
        category__in=sorted(categories), hidden_at=None, removed_at=None, waiting=False, merged_into=None
    )


def listing(places: Places, open_to: frozenset[int], wanted: Wanted, now: datetime) -> Listing:
    """One page of topics, pinned ones first on the first page of the usual order: four queries."""
    rows = _narrow(visible(_within(places, open_to, wanted.category)), wanted)
    total = _total(places, open_to, wanted, rows)
    pages = max(1, -(-total // SIZE))
    page = min(max(wanted.page, 1), pages)
    plain = not (wanted.tab or wanted.kind or wanted.order or wanted.tag)
    pinned = list(_pinned(rows, wanted, now)) if plain else []
    if pinned:
        rows = rows.exclude(pk__in=[topic.pk for topic in pinned])
    start = (page - 1) * SIZE - (len(pinned) if page > 1 else 0)
    found = rows.order_by(ORDERS[wanted.order], "-pk")[start : start + SIZE - (len(pinned) if page == 1 else 0)]
    shown = [*(pinned if page == 1 else []), *found]
    ends = [topic.pinned_until for topic in pinned if topic.pinned_until]
    return Listing(
        tuple(topic_rows(places, shown, {topic.pk for topic in pinned})), page, pages, total, min(ends, default=None)
    )


def _within(places: Places, open_to: frozenset[int], category: int) -> frozenset[int]:
    """The categories a list shows: all open ones, or one with those below it."""
    if not category:
        return open_to
    below = {pk for pk, row in places.rows.items() if row.parent_id == category}
    return open_to & ({category} | below)


def _narrow(rows: QuerySet[Topic], wanted: Wanted) -> QuerySet[Topic]:
    if wanted.tab == "unanswered":
        rows = rows.filter(Q(kind=TopicKind.QUESTION, accepted=None))
    elif wanted.tab == "featured":
        rows = rows.exclude(featured_at=None)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.tag:
        rows = rows.filter(pk__in=TopicTag.objects.filter(tag=wanted.tag).values("topic"))
    return rows


def _total(places: Places, open_to: frozenset[int], wanted: Wanted, rows: QuerySet[Topic]) -> int:
    """How many there are: categories know it themselves, only narrower lists are counted."""
    if wanted.tab or wanted.kind or wanted.tag:
        return rows.count()
    within = _within(places, open_to, wanted.category)
    return sum(Category.objects.filter(pk__in=within).values_list("topics", flat=True))


def _pinned(rows: QuerySet[Topic], wanted: Wanted, now: datetime) -> QuerySet[Topic]:
    """Pinned everywhere; in a category also what is pinned there."""
    here = Q(pin=Pin.EVERYWHERE)
    if wanted.category:
        here |= Q(pin=Pin.CATEGORY, category=wanted.category)
    still = Q(pinned_until=None) | Q(pinned_until__gt=now)
    first = Case(When(pin=Pin.EVERYWHERE, then=Value(0)), default=Value(1))
    return rows.filter(here & still).order_by(first, "-last_post_at", "-pk")[:SIZE]


def topic_rows(places: Places, topics: Iterable[Topic], pinned: Iterable[int] = ()) -> list[TopicRow]:
    """Topics with tags and faces: two queries, none for none."""
    topics = list(topics)
    if not topics:
        return []
    tags: dict[int, list[Tag]] = defaultdict(list)
    links = TopicTag.objects.filter(topic__in=[topic.pk for topic in topics]).select_related("tag").order_by("pk")
    for link in links:
        tags[link.topic_id].append(link.tag)
    people = {pk for topic in topics for pk in (topic.author_id, topic.last_author_id) if pk}
    known = faces(people) if people else {}
    return [_row(topic, places, tuple(tags[topic.pk]), known, pinned) for topic in topics]


def _row(
    topic: Topic, places: Places, tags: tuple[Tag, ...], known: dict[int, Face], pinned: Iterable[int]
) -> TopicRow:
    return TopicRow(
        row=topic,
        id=topic.pk,
        url=address(topic),
        title=topic.title,
        kind=topic.kind,
        excerpt=topic.excerpt,
        category=places.rows[topic.category_id],
        tags=tags,
        author=known.get(topic.author_id or 0),
        last_author=known.get(topic.last_author_id or 0),
        created_at=topic.created_at,
        last_post_at=topic.last_post_at,
        posts_count=topic.posts_count,
        participants=topic.participants,
        reactions=topic.reactions,
        highest_number=topic.highest_number,
        pinned=topic.pk in pinned,
    )


def address(topic: Topic) -> str:
    """The canonical address of a topic, without the cost of looking the pattern up."""
    return f"/t/{topic.pk}/{quote(name_in_address(topic))}/"


def name_in_address(topic: Topic) -> str:
    """The name of a topic in its address: never empty, never the word of another page below the topic's number."""
    return f"{topic.slug}-" if topic.slug in TAKEN else topic.slug or "-"


def tag_by_key(key: str) -> Tag | None:
    """The tag of an address."""
    return Tag.objects.filter(key=fold(key)).first()


def tags_by_use(open_to: frozenset[int], limit: int = 500) -> list[Tag]:
    """Tags on topics of these categories, the most used first; `topics` counts the ones there."""
    links = TopicTag.objects.filter(topic__in=visible(open_to).values("pk"))
    counted = dict(links.values_list("tag").annotate(n=Count("pk")).order_by("-n")[:limit])
    tags = list(Tag.objects.filter(pk__in=counted))
    for tag in tags:
        tag.topics = counted[tag.pk]
    return sorted(tags, key=lambda tag: (-tag.topics, tag.name))
