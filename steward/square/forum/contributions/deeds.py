"""What the square offers to explanations of numbers: announcements, topics of the team, pins, features, locks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.kernel.contracts import Deed, Done
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM_DOOR, Viewer, accounts_with
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.reported import open_to_members
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.queries.topics import address, visible

TYPES = ("forum.topic_posted", "forum.topic_changed", "forum.trust_rule_changed", "forum.category_changed")
#: So many topics are looked up, the newest: databases take no endless lists.
MOST_TOPICS = 900
#: A topic in which so many took part was a large one.
LARGE = 15


def tell(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """Announcements, the team's other topics, pins, features, locks; rules of trust levels and categories."""
    # What Steward itself is told it keeps, and everybody reads it.
    open_to = frozenset(open_to_members()) if viewer.is_system else places().open_to(standpoint(viewer))
    team = {f"account:{account}" for account in accounts_with(TEAM_DOOR)}
    about = [fact for fact in facts if "topic_id" in fact.data and (fact.actor in team or _is_act(fact))]
    about += [fact for fact in facts if fact.type == "forum.topic_posted" and fact.actor not in team]
    ids = list(dict.fromkeys(fact.data["topic_id"] for fact in about))[:MOST_TOPICS]
    topics = visible(open_to).in_bulk(ids)
    told: dict[str, Callable[[Any], Done | None]] = {
        "forum.topic_posted": lambda fact: _posted(fact, topics, team),
        "forum.topic_changed": lambda fact: _changed(fact, topics),
        "forum.trust_rule_changed": lambda fact: _trust_rule(viewer, fact),
        "forum.category_changed": lambda fact: _category(fact, open_to),
    }
    return [done for fact in facts if (done := told[fact.type](fact))]


def _is_act(fact: Any) -> bool:
    return fact.type == "forum.topic_changed" and bool({"pin", "featured", "locked"} & set(fact.data.get("what", ())))


def _posted(fact: Any, topics: Mapping[int, Topic], team: set[str]) -> Done | None:
    topic = topics.get(fact.data["topic_id"])
    if topic is None:
        return None
    if topic.kind == TopicKind.ANNOUNCEMENT:
        return Done(fact.at, _("Announcement: %(title)s") % {"title": topic.title}, address(topic), "megaphone", 3.0)
    if fact.actor not in team:
        return None
    weight = 2.0 if topic.participants >= LARGE else 0.8
    text = _("Topic by the team: %(title)s") % {"title": topic.title}
    return Done(fact.at, text, address(topic), "message-square", weight)


def _changed(fact: Any, topics: Mapping[int, Topic]) -> Done | None:
    topic, what = topics.get(fact.data["topic_id"]), set(fact.data.get("what", ()))
    if topic is None:
        return None
    words = {"title": topic.title}
    if "pin" in what:
        text = _("Pinned: %(title)s") if topic.pin else _("Not pinned any more: %(title)s")
        return Done(fact.at, text % words, address(topic), "pin", 1.0)
    if "featured" in what and topic.featured_at:
        return Done(fact.at, _("Featured: %(title)s") % words, address(topic), "award", 1.0)
    if "locked" in what and topic.locked_at:
        return Done(fact.at, _("Locked: %(title)s") % words, address(topic), "lock", 0.5)
    return None


def _trust_rule(viewer: Viewer, fact: Any) -> Done | None:
    if not viewer.can(TEAM_DOOR):
        return None
    text = _("What trust level %(level)s asks and allows was changed") % {"level": fact.data["level"]}
    return Done(fact.at, text, "", "sliders-horizontal", 2.0)


def _category(fact: Any, open_to: frozenset[int]) -> Done | None:
    row = places().rows.get(fact.data["category_id"])
    if row is None or row.pk not in open_to:
        return None
    text = _("Category made or changed: %(name)s") % {"name": row.name}
    return Done(fact.at, text, reverse("forum-category", args=[row.key]), "folder", 1.0)


contribute("deeds", Deed(TYPES, tell))
