"""Lists of the console: topics, tags; a moderator sees the categories they moderate."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.people.groups.public import GroupMember
from steward.people.joining.enums import REALM
from steward.people.joining.public import Face, faces
from steward.people.members.public import Identity
from steward.square.forum.enums import Verb
from steward.square.forum.models import Category, Post, Tag, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.moderation import MANAGE, MODERATE
from steward.square.forum.rules.rights import EVERYONE, MEMBERS


def moderated(viewer: Viewer) -> frozenset[int]:
    """Ids of the categories the viewer moderates, archived ones too."""
    point = standpoint(viewer)
    return frozenset(
        row.pk for row in places().rows.values() if not point.audiences.isdisjoint(row.rights.get(Verb.MODERATE, ()))
    )


def closed_places(viewer: Viewer) -> list[str]:
    """Places the viewer does not moderate, as cases and hits name them ("category:3"): no desk of theirs shows them."""
    if viewer.is_system:
        return []
    return sorted(f"category:{pk}" for pk in places().rows.keys() - moderated(viewer))


def topics_for(viewer: Viewer) -> QuerySet[Topic]:
    """Every topic of the categories the viewer moderates, whatever became of it; nothing without the right."""
    rows = Topic.objects.select_related("category").filter(category__in=moderated(viewer))
    return rows if viewer.can(MODERATE) else rows.none()


def find_topics(viewer: Viewer, words: str) -> list[Topic]:
    """Topics by words of the title, at most eight."""
    if not words.strip():
        return []
    return list(topics_for(viewer).filter(title__icontains=words.strip()).order_by("-last_post_at")[:8])


def tags_for(viewer: Viewer) -> QuerySet[Tag]:
    """Every tag; nothing without the right."""
    return Tag.objects.order_by("name") if viewer.can(MANAGE) else Tag.objects.none()


def people_of(audiences: list[str]) -> QuerySet[Account]:
    """Active accounts that belong to at least one of the audiences."""
    active = Account.objects.filter(is_active=True)
    if EVERYONE in audiences or MEMBERS in audiences:
        return active
    wanted = Q(pk__in=[])
    for audience in audiences:
        kind, _colon, which = audience.partition(":")
        if kind == "trust":
            wanted |= Q(standing__level__gte=int(which))
        elif kind == "group":
            inside = GroupMember.objects.filter(account=OuterRef("pk"), group=int(which), standing="in")
            wanted |= Q(Exists(inside))
        elif kind == "role":
            wanted |= Q(grants__role__in=[which, "owner", "lead"])
    return active.filter(wanted).distinct()


def seen_by(rights: dict[str, list[str]]) -> dict[str, int]:
    """How many accounts may do each verb with these rights; moderators may do the others too."""
    moderate = list(rights.get(Verb.MODERATE, []))
    return {verb: people_of(list(rights.get(verb, [])) + moderate).count() for verb in Verb.values}


def categories_in_order() -> list[tuple[Category, int]]:
    """Categories as a list with their depth: each one below its parent, in the order of their positions."""
    rows = list(Category.objects.order_by("position", "pk"))
    tops = [row for row in rows if row.parent_id is None]
    return [
        (row, depth)
        for top in tops
        for row, depth in ((top, 0), *((child, 1) for child in rows if child.parent_id == top.pk))
    ]


def topic_numbers() -> dict[int, int]:
    """How many topics each category holds, hidden and removed ones too."""
    rows = Topic.objects.values("category_id").annotate(n=Count("pk"))
    return {row["category_id"]: row["n"] for row in rows}


def topics_called(viewer: Viewer, words: str, number: int, besides: Topic | None) -> list[tuple[int, str]]:
    """Topics the viewer moderates, by number or by words of the title: (id, title with its category)."""
    rows = topics_to_choose(viewer).exclude(pk=besides.pk if besides else 0)
    found = list(rows.filter(pk=number)) or list(rows.filter(title__icontains=words).order_by("-last_post_at")[:10])
    return [(row.pk, f"{row.title} · {row.category.name} · #{row.pk}") for row in found]


def topics_to_choose(viewer: Viewer) -> QuerySet[Topic]:
    """Topics into which posts can be put: shown to everybody, where the viewer moderates."""
    rows = Topic.objects.select_related("category").filter(category__in=moderated(viewer))
    return rows.filter(hidden_at=None, removed_at=None, waiting=False, merged_into=None)


def authors_called(_viewer: Viewer, words: str, _number: int, _besides: Topic | None) -> list[tuple[int, str]]:
    """Identities whose member signs in under a nickname with these words: (id, nickname)."""
    rows = Identity.objects.filter(realm=REALM, member__account__is_active=True)
    found = rows.filter(member__account__name__icontains=words).order_by("member__account__name")[:10]
    return [(row[0], row[1]) for row in found.values_list("pk", "member__account__name")]


@dataclass(slots=True)
class TopicChoice:
    """Topics to choose from, a page of them."""

    topics: list[Topic]
    page: int
    pages: int


def topics_of(viewer: Viewer, category: int, words: str, page: int) -> TopicChoice:
    """Topics where the viewer moderates (also who is not of the team), the latest first; 0 is every category."""
    mine = moderated(viewer)
    rows = Topic.objects.filter(category__in=mine & {category} if category else mine, merged_into=None)
    rows = rows.filter(title__icontains=words) if words else rows
    pages = max(1, -(-rows.count() // CHOICE))
    page = min(max(1, page), pages)
    found = rows.select_related("category").order_by("-last_post_at", "-pk")[(page - 1) * CHOICE : page * CHOICE]
    return TopicChoice(list(found), page, pages)


#: Posts (and topics) shown at once where one chooses some.
CHOICE = 50


@dataclass(slots=True)
class Choice:
    """Posts of a topic to choose from, from a number on."""

    posts: list[tuple[Post, Face | None]]
    before: int | None  # the number an earlier page begins at
    after: int | None


def post_rows_of(topic: Topic, start: int) -> Choice:
    """The posts of a topic from a number on, whatever became of them, with their authors: three queries."""
    rows = Post.objects.filter(topic=topic)
    found = list(rows.filter(number__gte=start).order_by("number")[: CHOICE + 1])
    after = found.pop().number if len(found) > CHOICE else None
    earlier = list(rows.filter(number__lt=start).order_by("-number").values_list("number", flat=True)[:CHOICE])
    people = faces(post.author_id for post in found if post.author_id)
    return Choice([(post, people.get(post.author_id or 0)) for post in found], earlier[-1] if earlier else None, after)
