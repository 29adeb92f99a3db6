"""What the JSON API of the square takes and gives."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Path, Query, Schema

from steward.people.joining.public import Face
from steward.square.forum.enums import ShowResults, TopicKind, Verb
from steward.square.forum.models import Category, Post, Tag
from steward.square.forum.queries.places import Places
from steward.square.forum.queries.posts import PostRow
from steward.square.forum.queries.topics import TopicRow
from steward.square.forum.rules.rights import Standpoint

#: Ids are 64-bit; larger ones would break the database, so they are refused with 422.
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]
AskedId = Annotated[int, Query(ge=0, le=2**63 - 1)]
GivenId = Annotated[int, Field(ge=0, le=2**63 - 1)]
Page = Annotated[int, Query(ge=1, le=100_000)]


class AuthorOut(Schema):
    """Who wrote: never an e-mail address."""

    member_id: int
    name: str
    avatar: str
    is_team: bool

    @classmethod
    def of(cls, face: Face | None) -> "AuthorOut | None":
        """The face of an author; null for a former member."""
        if face is None:
            return None
        return cls(member_id=face.member_id, name=face.name, avatar=face.avatar, is_team=face.is_team)


class CategoryOut(Schema):
    """A category and what the caller may do in it."""

    id: int
    key: str
    name: str
    description: str
    color: str
    icon: str
    parent_id: int | None
    topics: int
    posts: int
    archived: bool
    may: list[str]

    @classmethod
    def of(cls, row: Category, places: Places, standpoint: Standpoint) -> "CategoryOut":
        """The category as this caller has it."""
        return cls(
            id=row.pk, key=row.key, name=row.name, description=row.description, color=row.color, icon=row.icon,
            parent_id=row.parent_id, topics=row.topics, posts=row.posts, archived=row.archived_at is not None,
            may=[verb.value for verb in Verb if row.pk in places.open_to(standpoint, verb)],
        )  # fmt: skip


class TagOut(Schema):
    """A tag; `topics` counts those the caller may read."""

    id: int
    key: str
    name: str
    description: str
    topics: int

    @classmethod
    def of(cls, row: Tag) -> "TagOut":
        """The tag."""
        return cls(id=row.pk, key=row.key, name=row.name, description=row.description, topics=row.topics)


class TopicOut(Schema):
    """A topic without its posts."""

    id: int
    url: str
    title: str
    kind: str
    excerpt: str
    category_id: int
    tags: list[str]
    author: AuthorOut | None
    created_at: datetime
    last_post_at: datetime
    posts: int
    participants: int
    reactions: int
    views: int
    pin: str
    featured: bool
    locked: bool
    accepted_post_id: int | None
    version: int

    @classmethod
    def of(cls, topic: TopicRow) -> "TopicOut":
        """The topic of a list."""
        row = topic.row
        return cls(
            id=topic.id, url=topic.url, title=topic.title, kind=topic.kind, excerpt=topic.excerpt,
            category_id=row.category_id, tags=[tag.name for tag in topic.tags], author=AuthorOut.of(topic.author),
            created_at=topic.created_at, last_post_at=topic.last_post_at, posts=topic.posts_count,
            participants=topic.participants, reactions=topic.reactions, views=row.views, pin=row.pin,
            featured=topic.is_featured, locked=topic.is_locked, accepted_post_id=row.accepted_id, version=row.version,
        )  # fmt: skip


class PostOut(Schema):
    """A post: `html` is safe to show, `source` is its Markdown; `version` belongs into an edit."""

    id: int
    url: str
    topic_id: int
    number: int
    state: str
    author: AuthorOut | None
    html: str
    source: str
    created_at: datetime
    edited_at: datetime | None
    version: int
    reply_to_id: int | None
    reactions: dict[str, int]
    via: str

    @classmethod
    def of(cls, row: PostRow) -> "PostOut":
        """The post of a page."""
        return cls.made(row.row, row.author)

    @classmethod
    def made(cls, post: Post, author: Face | None) -> "PostOut":
        """A post just written."""
        return cls(
            id=post.pk, url=f"/p/{post.pk}/", topic_id=post.topic_id, number=post.number, state=post.state,
            author=AuthorOut.of(author), html=post.cooked, source=post.source, created_at=post.created_at,
            edited_at=post.edited_at, version=post.version, reply_to_id=post.reply_to_id,
            reactions={emoji: count for emoji, count in post.reactions.items() if count}, via=post.via,
        )  # fmt: skip


class CategoriesOut(Schema):
    """Every category the caller may see, in order."""

    items: list[CategoryOut]


class TagsOut(Schema):
    """Tags in use, the most used first."""

    items: list[TagOut]


class TopicsOut(Schema):
    """One page of topics; `next` is the number of the next page or null."""

    items: list[TopicOut]
    total: int
    next: int | None


class PostsOut(Schema):
    """One page of posts; `next` is the number of the next page or null."""

    items: list[PostOut]
    total: int
    next: int | None


class HitOut(Schema):
    """A post that has the words."""

    post_id: int
    topic_id: int
    number: int
    url: str
    title: str
    author: AuthorOut | None
    created_at: datetime
    accepted: bool


class HitsOut(Schema):
    """One page of hits; `more` says that there are more than `total` counts. `hints` say what was not understood."""

    items: list[HitOut]
    total: int
    more: bool
    next: int | None
    hints: list[str]


class MemberPageOut(Schema):
    """What everybody may know of a member of the square."""

    person: AuthorOut
    level: int | None
    groups: list[str]
    topics: int
    posts: int
    accepted_answers: int
    reactions_received: int
    joined_at: datetime | None


class PollIn(Schema):
    """The poll of a new topic."""

    options: list[Annotated[str, Field(max_length=200)]] = Field(min_length=2, max_length=20)
    choices: int = Field(1, ge=1, le=20)
    show_results: ShowResults = ShowResults.ALWAYS
    secret: bool = True
    closes_at: datetime | None = None


class ChainIn(Schema):
    """The terms of a new chain sign-up."""

    limit: int | None = Field(None, ge=1, le=10_000)
    example: str = Field("", max_length=200)
    closes_at: datetime | None = None


class TopicIn(Schema):
    """A new topic. `once` is a word of the caller's: the same one sent again opens nothing more."""

    category_id: GivenId
    title: str = Field(max_length=400)
    source: str = Field(max_length=200_000)
    kind: TopicKind = TopicKind.DISCUSSION
    tags: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=20)
    poll: PollIn | None = None
    chain: ChainIn | None = None
    once: str = Field("", max_length=60)


class PostIn(Schema):
    """A reply."""

    source: str = Field(max_length=200_000)
    reply_to: GivenId | None = None
    once: str = Field("", max_length=60)


class EditIn(Schema):
    """New words for a post; `version` is the one they were made from. What is null stays as it is."""

    source: str = Field(max_length=200_000)
    version: int = Field(ge=1, le=2**31 - 1)
    title: str | None = Field(None, max_length=400)
    category_id: GivenId | None = None
    tags: list[Annotated[str, Field(max_length=60)]] | None = Field(None, max_length=20)
    reason: str = Field("", max_length=200)


class VoteIn(Schema):
    """The options chosen; none takes the vote back."""

    options: list[GivenId] = Field(max_length=20)


class EntryIn(Schema):
    """One's line on a chain sign-up."""

    text: str = Field("", max_length=300)
    people: int = Field(1, ge=1, le=99)


class ReadIn(Schema):
    """The number of the last post read."""

    number: int = Field(ge=0, le=2**31 - 1)


class FollowIn(Schema):
    """What to follow, mute, or (with "") neither."""

    target: str
    target_id: GivenId
    level: str


class BookmarkIn(Schema):
    """A note on a bookmark, and when to be reminded."""

    note: str = Field("", max_length=200)
    remind_at: datetime | None = None


class ActIn(Schema):
    """An act of the team on a topic. Which of the further fields it takes is said with the operation."""

    act: str = Field(max_length=40)
    reason: str = Field("", max_length=30)
    words: str = Field("", max_length=500)
    until: datetime | None = None
    everywhere: bool = False
    category_id: GivenId | None = None
    into_id: GivenId | None = None
    title: str = Field("", max_length=400)
    kind: TopicKind | None = None
    tags: list[Annotated[str, Field(max_length=60)]] | None = Field(None, max_length=20)
    seconds: int = Field(0, ge=0, le=86_400)
    post_ids: list[GivenId] = Field(default_factory=list, max_length=500)
    identity_id: GivenId | None = None


class DecisionOut(Schema):
    """What was decided; null when everything was so already."""

    id: int | None
    kind: str
    at: datetime | None


class DoneOut(Schema):
    """Whether something changed."""

    changed: bool
