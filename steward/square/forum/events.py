"""What the square announces. Ids only: who wants the words loads them, and sees what stands then."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CategoryChanged:
    """A category was made, changed, moved or archived."""

    type: ClassVar[str] = "forum.category_changed"
    subject: ClassVar[str] = "category:category_id"
    category_id: int


@dataclass(frozen=True, slots=True)
class TopicPosted:
    """A topic was opened (its first post may wait for review)."""

    type: ClassVar[str] = "forum.topic_posted"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class PostPosted:
    """A reply was written (or waits for review)."""

    type: ClassVar[str] = "forum.post_posted"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class PostApproved:
    """A post that waited for review is read by everybody now."""

    type: ClassVar[str] = "forum.post_approved"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int


@dataclass(frozen=True, slots=True)
class PostEdited:
    """A post says something else now. `by_team` when it is not the author's own edit."""

    type: ClassVar[str] = "forum.post_edited"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int
    by_team: bool = False


@dataclass(frozen=True, slots=True)
class PostStateChanged:
    """A post was hidden, removed or brought back."""

    type: ClassVar[str] = "forum.post_state_changed"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int
    state: str


@dataclass(frozen=True, slots=True)
class TopicChanged:
    """A topic's own properties changed: title, category, tags, kind, pin, lock, feature, hidden, removed and so on."""

    type: ClassVar[str] = "forum.topic_changed"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    what: tuple[str, ...]
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostsMoved:
    """Posts went from one topic to another (merge, split, move), or came back."""

    type: ClassVar[str] = "forum.posts_moved"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int  # where they are now
    from_topic_id: int
    post_ids: tuple[int, ...]
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class AuthorChanged:
    """Posts were given to another author."""

    type: ClassVar[str] = "forum.author_changed"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_ids: tuple[int, ...]
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerAccepted:
    """A question has its answer; `post_id` None when the acceptance was taken back."""

    type: ClassVar[str] = "forum.answer_accepted"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int | None


@dataclass(frozen=True, slots=True)
class ReactionGiven:
    """Somebody reacted to a post."""

    type: ClassVar[str] = "forum.reaction_given"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int
    identity_id: int
    emoji: str


@dataclass(frozen=True, slots=True)
class ReactionTaken:
    """Somebody took a reaction back."""

    type: ClassVar[str] = "forum.reaction_taken"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    post_id: int
    identity_id: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Voted:
    """Somebody voted in a poll, changed the vote or took it back."""

    type: ClassVar[str] = "forum.voted"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    identity_id: int


@dataclass(frozen=True, slots=True)
class ChainJoined:
    """Somebody put themselves on a chain sign-up, changed the line or left it."""

    type: ClassVar[str] = "forum.chain_joined"
    subject: ClassVar[str] = "topic:topic_id"
    topic_id: int
    identity_id: int
    left: bool = False
    risen: int | None = None  # the identity that has a place now instead of waiting for one


@dataclass(frozen=True, slots=True)
class TrustChanged:
    """Somebody's trust level moved. `by_hand` when the team set it."""

    type: ClassVar[str] = "forum.trust_changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    level: int
    was: int
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class FollowChanged:
    """Somebody follows, mutes or neither."""

    type: ClassVar[str] = "forum.follow_changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    target: str
    target_id: int
    level: str  # "" for neither


@dataclass(frozen=True, slots=True)
class BookmarkChanged:
    """Somebody keeps a post, changed the note or the reminder, or keeps it no longer."""

    type: ClassVar[str] = "forum.bookmark_changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    post_id: int
    kept: bool


@dataclass(frozen=True, slots=True)
class TrustRuleChanged:
    """What a trust level asks or allows was changed."""

    type: ClassVar[str] = "forum.trust_rule_changed"
    subject: ClassVar[str] = "trust:level"
    level: int


@dataclass(frozen=True, slots=True)
class PreviewFetched:
    """A linked page was asked what it is about."""

    type: ClassVar[str] = "forum.preview_fetched"
    subject: ClassVar[str] = "preview:preview_id"
    preview_id: int
    failed: bool = False
