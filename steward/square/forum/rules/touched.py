"""What facts of the square speak of. Pure: the rows themselves are read afterwards, as they stand then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from steward.people.joining.events import MemberJoined, MemberLeft
from steward.square.forum import events

#: Changes of a topic (`TopicChanged.what`) that its replies know nothing of; "posts" is told by another fact.
LIGHT = frozenset(
    [
        "title",
        "slug",
        "excerpt",
        "kind",
        "tags",
        "pin",
        "pinned_until",
        "featured",
        "locked",
        "closes",
        "slow_seconds",
        "accepted",
        "posts",
    ]
)


class Happened(NamedTuple):
    """A fact of the journal."""

    seq: int
    type: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(slots=True)
class Touched:
    """Ids of what may look different now."""

    categories: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)  # their own line and their opening
    whole: set[int] = field(default_factory=set)  # with every post
    posts: set[int] = field(default_factory=set)
    reactions: set[tuple[int, int, str]] = field(default_factory=set)  # post, identity, emoji
    joined: dict[int, datetime] = field(default_factory=dict)  # identity
    left: dict[int, datetime] = field(default_factory=dict)  # account


_POSTS = (events.PostPosted, events.PostApproved, events.PostEdited, events.PostStateChanged, events.TopicPosted)
_REACTIONS = (events.ReactionGiven.type, events.ReactionTaken.type)
_POST_TYPES = frozenset(kind.type for kind in _POSTS)
#: Every fact the stream and the search index follow.
FOLLOWED = (
    *_POSTS, events.CategoryChanged, events.TopicChanged, events.PostsMoved, events.AuthorChanged,
    events.AnswerAccepted, events.ReactionGiven, events.ReactionTaken, MemberJoined, MemberLeft,
)  # fmt: skip


def touched_by(facts: Iterable[Happened]) -> Touched:
    """Everything the facts name. Unknown facts name nothing."""
    touched = Touched()
    for fact in facts:
        _touch(touched, fact)
    return touched


def _touch(touched: Touched, fact: Happened) -> None:
    data = fact.data
    if fact.type in _POST_TYPES:
        touched.posts.add(data["post_id"])
        touched.topics.add(data["topic_id"])
    elif fact.type in _REACTIONS:
        touched.reactions.add((data["post_id"], data["identity_id"], data["emoji"]))
    elif fact.type == events.TopicChanged.type:
        (touched.topics if LIGHT.issuperset(data["what"]) else touched.whole).add(data["topic_id"])
    elif fact.type == events.PostsMoved.type:
        touched.whole |= {data["topic_id"], data["from_topic_id"]}
    elif fact.type == events.AuthorChanged.type:
        touched.posts.update(data["post_ids"])
        touched.topics.add(data["topic_id"])
    elif fact.type == events.AnswerAccepted.type:
        touched.topics.add(data["topic_id"])
    elif fact.type == events.CategoryChanged.type:
        touched.categories.add(data["category_id"])
    elif fact.type == MemberJoined.type:
        touched.joined[data["identity_id"]] = fact.at
    elif fact.type == MemberLeft.type:
        touched.left[data["account_id"]] = fact.at
