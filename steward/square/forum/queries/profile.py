"""A member's page: what everybody may know of somebody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from steward.foundation.kernel.ruling import NotFound
from steward.people.groups.public import group_names, groups_of
from steward.people.joining.public import Face, Profile, faces, profile_of
from steward.people.members.public import Identity, Member
from steward.square.forum.enums import FollowTarget, PostState, TopicKind
from steward.square.forum.models import Follow, Post, Standing, Topic
from steward.square.forum.queries.places import Places
from steward.square.forum.queries.topics import TopicRow, topic_rows, visible
from steward.square.forum.rules.rights import Standpoint

#: Days in the picture of the year: 53 whole weeks.
DAYS = 53 * 7
#: Topics or answers on one page of a profile.
SIZE = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Who the page is about."""

    face: Face
    identities: frozenset[int]
    profile: Profile | None
    level: int | None  # None for who has never signed in here
    groups: tuple[str, ...]

    @property
    def is_claimed(self) -> bool:
        """Whether somebody signs in as this member."""
        return self.face.account_id is not None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What somebody has done on the square, as far as the reader may see it."""

    topics: int
    posts: int
    accepted: int
    reactions: int  # received
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Day:
    """One square of the year's picture; `step` 0 to 4 says how much was written."""

    day: date
    posts: int
    step: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with the topic it stands in."""

    post: Post
    topic: Topic

    @property
    def is_accepted(self) -> bool:
        """Whether it was accepted as the answer."""
        return self.topic.accepted_id == self.post.pk


def person(member_id: int) -> Person:
    """Who this member is. A merged one is shown as the member it counts as. Raises NotFound."""
    row = Member.objects.filter(pk=member_id, is_bot=False).values_list("pk", "merged_into_id").first()
    if row is None:
        raise NotFound
    owned = list(Identity.objects.filter(member=row[1] or row[0]).order_by("pk").values_list("pk", flat=True))
    known = faces(owned)
    if not known:
        raise NotFound
    # The account's own identity names who signs in here; without one, the first identity does.
    face = next((known[pk] for pk in owned if known[pk].account_id), known[owned[0]])
    account = face.account_id
    names = group_names()
    level = Standing.objects.filter(pk=account).values_list("level", flat=True).first() if account else None
    return Person(
        face,
        frozenset(owned),
        profile_of(account),
        (level or 0) if account else None,
        tuple(names[pk] for pk in sorted(groups_of(account)) if pk in names) if account else (),
    )


def written(standpoint: Standpoint, places: Places, who: Person) -> QuerySet[Post]:
    """The posts of this person that the reader may see."""
    topics = visible(places.open_to(standpoint)).values("pk")
    return Post.objects.filter(author__in=who.identities, state=PostState.VISIBLE, topic__in=topics)


def numbers(standpoint: Standpoint, places: Places, who: Person) -> Numbers:
    """What the person has done, in two queries."""
    posts = written(standpoint, places, who)
    told = posts.aggregate(
        posts=Count("pk"), topics=Count("pk", filter=Q(number=1)), reactions=Sum("reactions_count", default=0)
    )
    accepted = Topic.objects.filter(accepted__in=posts.values("pk")).count()
    since = who.profile.joined_at if who.profile else None
    return Numbers(told["topics"], told["posts"], accepted, told["reactions"], since)


def year(standpoint: Standpoint, places: Places, who: Person, zone: ZoneInfo, today: date) -> list[list[Day]]:
    """The last 53 weeks as columns of seven days, Monday first; days to come are left out."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(days=DAYS - 7)
    start = datetime.combine(first, datetime.min.time(), zone)
    rows = written(standpoint, places, who).filter(created_at__gte=start)
    counted = dict(
        rows.annotate(day=TruncDate("created_at", tzinfo=zone))
        .values("day")
        .annotate(n=Count("pk"))
        .values_list("day", "n")
    )
    days = [first + timedelta(days=number) for number in range(DAYS) if first + timedelta(days=number) <= today]
    drawn = [Day(day, counted.get(day, 0), step(counted.get(day, 0))) for day in days]
    return [drawn[at : at + 7] for at in range(0, len(drawn), 7)]


def step(posts: int) -> int:
    """How dark a day is drawn: none, one, up to three, up to seven, more."""
    return sum(posts > limit for limit in (0, 1, 3, 7))


def topics_of(standpoint: Standpoint, places: Places, who: Person, page: int) -> tuple[list[TopicRow], bool]:
    """Topics the person opened, newest first, and whether there are more."""
    rows = visible(places.open_to(standpoint)).filter(author__in=who.identities).order_by("-created_at", "-pk")
    found = list(rows[(page - 1) * SIZE : page * SIZE + 1])
    return topic_rows(places, found[:SIZE]), len(found) > SIZE


def answers_of(standpoint: Standpoint, places: Places, who: Person, page: int) -> tuple[list[Answer], bool]:
    """Replies of the person, accepted answers first, then newest, and whether there are more."""
    rows = written(standpoint, places, who).filter(number__gt=1).select_related("topic")
    ordered = rows.order_by("-created_at", "-pk")
    found = list(ordered[(page - 1) * SIZE : page * SIZE + 1])
    return [Answer(post, post.topic) for post in found[:SIZE]], len(found) > SIZE


def best_answers(standpoint: Standpoint, places: Places, who: Person, limit: int = 3) -> list[Answer]:
    """Accepted answers with the most thanks."""
    rows = written(standpoint, places, who).filter(number__gt=1, topic__kind=TopicKind.QUESTION)
    accepted = Topic.objects.filter(accepted__in=rows.values("pk")).values("accepted")
    found = rows.filter(pk__in=accepted).select_related("topic").order_by("-reactions_count", "-pk")[:limit]
    return [Answer(post, post.topic) for post in found]


def follow_level(standpoint: Standpoint, member_id: int) -> str:
    """How the reader follows this member: "", "following" or "muted"."""
    mine = Follow.objects.filter(account=standpoint.account_id, target=FollowTarget.MEMBER, target_id=member_id)
    return mine.values_list("level", flat=True).first() or "" if standpoint.account_id else ""
