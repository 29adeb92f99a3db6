"""Who follows and mutes what."""

from collections import defaultdict
from dataclasses import dataclass, field

from steward.people.joining.public import Face, faces
from steward.people.members.public import Identity
from steward.square.forum.enums import FollowLevel, FollowTarget
from steward.square.forum.models import Category, Follow, Tag, Topic, TopicTag
from steward.square.forum.queries.places import places
from steward.square.forum.queries.topics import address, visible
from steward.square.forum.rules.rights import Standpoint


@dataclass(frozen=True, slots=True)
class Followed:
    """One line of the page of what one follows."""

    target: str
    target_id: int
    level: str
    automatic: bool
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Who follows and who mutes what a post belongs to: account ids."""

    following: dict[str, set[int]] = field(default_factory=dict)  # by target
    muted: dict[str, set[int]] = field(default_factory=dict)


def level_of(account_id: int | None, target: str, target_id: int) -> str:
    """Whether the account follows or mutes it; "" for neither."""
    if account_id is None:
        return ""
    found = Follow.objects.filter(account=account_id, target=target, target_id=target_id)
    return found.values_list("level", flat=True).first() or ""


def circle_of(topic: Topic, author_member: int | None) -> Circle:
    """Everybody who follows or mutes the topic, its category (or the one above), one of its tags, or the author."""
    category = places().rows.get(topic.category_id)
    wanted: dict[str, list[int]] = {
        FollowTarget.TOPIC: [topic.pk],
        FollowTarget.CATEGORY: [pk for pk in (topic.category_id, category.parent_id if category else None) if pk],
        FollowTarget.TAG: list(TopicTag.objects.filter(topic=topic).values_list("tag_id", flat=True)),
        FollowTarget.MEMBER: [author_member] if author_member else [],
    }
    circle = Circle(defaultdict(set), defaultdict(set))
    for target, ids in wanted.items():
        rows = Follow.objects.filter(target=target, target_id__in=ids) if ids else Follow.objects.none()
        for account, level in rows.values_list("account_id", "level"):
            (circle.following if level == FollowLevel.FOLLOWING else circle.muted)[target].add(account)
    return circle


def followed(standpoint: Standpoint) -> list[Followed]:
    """What the viewer follows and mutes, by kind; what is not shown to them any more is left out. Seven queries."""
    rows: dict[str, list[Follow]] = defaultdict(list)
    for row in Follow.objects.filter(account=standpoint.account_id).order_by("level", "-at"):
        rows[row.target].append(row)
    names = {
        FollowTarget.TOPIC: _topics(standpoint, rows[FollowTarget.TOPIC]),
        FollowTarget.TAG: _tags(rows[FollowTarget.TAG]),
        FollowTarget.CATEGORY: _categories(standpoint, rows[FollowTarget.CATEGORY]),
        FollowTarget.MEMBER: _members(rows[FollowTarget.MEMBER]),
    }
    return [
        Followed(target, row.target_id, row.level, row.automatic, *names[target][row.target_id])
        for target in (FollowTarget.CATEGORY, FollowTarget.TAG, FollowTarget.MEMBER, FollowTarget.TOPIC)
        for row in rows[target]
        if row.target_id in names[target]
    ]


def _topics(standpoint: Standpoint, rows: list[Follow]) -> dict[int, tuple[str, str]]:
    shown = visible(places().open_to(standpoint)).filter(pk__in=[row.target_id for row in rows])
    return {topic.pk: (topic.title, address(topic)) for topic in shown}


def _tags(rows: list[Follow]) -> dict[int, tuple[str, str]]:
    return {
        tag.pk: (tag.name, f"/tag/{tag.key}/") for tag in Tag.objects.filter(pk__in=[row.target_id for row in rows])
    }


def _categories(standpoint: Standpoint, rows: list[Follow]) -> dict[int, tuple[str, str]]:
    known = places()
    shown: dict[int, Category] = {pk: known.rows[pk] for pk in known.open_to(standpoint)}
    return {
        row.target_id: (shown[row.target_id].name, f"/c/{shown[row.target_id].key}/")
        for row in rows
        if row.target_id in shown
    }


def _members(rows: list[Follow]) -> dict[int, tuple[str, str]]:
    found: dict[int, Face] = {}
    wanted = [row.target_id for row in rows]
    identities = Identity.objects.filter(member__in=wanted).order_by("-pk").values_list("pk", flat=True)
    for face in faces(identities).values():
        if face.member_id not in found or face.account_id:
            found[face.member_id] = face
    return {pk: (face.name, f"/people/{pk}/") for pk, face in found.items()}
