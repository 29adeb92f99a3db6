"""The reader's own marks, laid over what everybody shares."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from steward.foundation.kernel import clock
from steward.square.forum.enums import FollowTarget, PostState
from steward.square.forum.queries.marks import noted
from steward.square.forum.queries.posts import PostRow, Stretch
from steward.square.forum.queries.topics import TopicRow
from steward.square.forum.rules import may
from steward.square.forum.rules.limits import is_old
from steward.square.forum.rules.rights import Standpoint


@dataclass(slots=True)
class TopicMarks:
    """What one reader has to do with one page of a topic."""

    read: int = 0  # the last post read, 0 for none
    follow: str = ""  # an enums.FollowLevel, or ""
    reacted: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    bookmarked: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)  # posts of the stretch not everybody sees
    chosen: frozenset[int] = frozenset()  # options of the poll


_MARKS = (
    "SELECT 'reacted', post_id, emoji FROM forum_reaction WHERE post_id IN ({posts}) AND identity_id IN ({identities})"
    " UNION ALL SELECT 'bookmarked', post_id, '' FROM forum_bookmark WHERE account_id = %s AND post_id IN ({posts})"
    " UNION ALL SELECT 'read', number, '' FROM forum_readmark WHERE account_id = %s AND topic_id = %s"
    " UNION ALL SELECT 'follow', 0, level FROM forum_follow WHERE account_id = %s AND target = %s AND target_id = %s"
    " UNION ALL SELECT 'unseen', id, state FROM forum_post WHERE topic_id = %s AND number >= %s AND number < %s"
    " AND state <> %s"
    " UNION ALL SELECT 'chosen', v.option_id, '' FROM forum_pollvote v JOIN forum_polloption o ON o.id = v.option_id"
    " JOIN forum_poll p ON p.id = o.poll_id WHERE p.topic_id = %s AND v.identity_id IN ({identities})"
)


def topic_marks(standpoint: Standpoint, topic: TopicRow, part: Stretch) -> TopicMarks:
    """Everything of the reader on this page in one query, whatever the number of posts; nothing for visitors."""
    marks = TopicMarks()
    if standpoint.account_id is None:
        return marks
    posts = [post.id for post in part.posts] + ([part.answer.id] if part.answer else []) or [0]
    identities = sorted(standpoint.identities) or [0]
    sql = _MARKS.format(posts=",".join(["%s"] * len(posts)), identities=",".join(["%s"] * len(identities)))
    account = standpoint.account_id
    values: list[Any] = [
        *posts, *identities, account, *posts, account, topic.id, account, FollowTarget.TOPIC.value, topic.id,
        topic.id, part.since, part.until or 2**31 - 1, PostState.VISIBLE.value, topic.id, *identities,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    _sort_out(marks, rows)
    marks.read = max(marks.read, noted(account, topic.id))
    return marks


def _sort_out(marks: TopicMarks, rows: Iterable[tuple[str, int, str]]) -> None:
    chosen = set()
    for what, number, text in rows:
        if what == "reacted":
            marks.reacted[number].add(text)
        elif what == "read":
            marks.read = number
        elif what == "follow":
            marks.follow = text
        elif what == "chosen":
            chosen.add(number)
        else:
            (marks.bookmarked if what == "bookmarked" else marks.unseen).add(number)
    marks.chosen = frozenset(chosen)


class OwnPosts:
    """What the reader may do with posts of a topic, asked of the rules no more often than the answer can differ.

    `of(post)` is a plain dict, the one that `forum/parts/tools.jinja` and `post_menu.jinja` get as `own`:

    - signed_in, is_own, bookmarked: bool; reacted: frozenset of emoji
    - may_react, may_reply, may_edit, may_remove, may_restore, may_accept, may_moderate: bool
    """

    def __init__(self, standpoint: Standpoint, topic: TopicRow, marks: TopicMarks) -> None:
        self._standpoint = standpoint
        self._topic = topic
        self._marks = marks
        self._known: dict[tuple[bool, str, bool], dict[str, bool]] = {}
        self._of: dict[int, dict[str, Any]] = {}
        self.may_moderate = bool(may.may_moderate(standpoint, topic.category))
        self.may_reply = bool(may.may_reply(standpoint, topic.row, topic.category))

    def of(self, post: PostRow) -> dict[str, Any]:
        """The marks of one post, reckoned once: its tools and its menu ask for the same."""
        if (marks := self._of.get(post.id)) is None:
            marks = self._of[post.id] = self._reckoned(post)
        return marks

    def _reckoned(self, post: PostRow) -> dict[str, Any]:
        own = post.author_id in self._standpoint.identities
        like = (own, post.state, post.is_first)
        rights = self._rights(post) if own or self.may_moderate else self._known.get(like)
        if rights is None:
            rights = self._known[like] = self._rights(post)
        return {
            "signed_in": self._standpoint.account_id is not None,
            "is_own": own,
            "reacted": frozenset(self._marks.reacted.get(post.id, ())),
            "bookmarked": post.id in self._marks.bookmarked,
            "may_reply": self.may_reply,
            "may_moderate": self.may_moderate,
            **rights,
        }

    def _rights(self, post: PostRow) -> dict[str, bool]:
        about = (self._standpoint, post.row, self._topic.row, self._topic.category)
        rules = {name: getattr(may, name) for name in _ASKED}
        return {name: bool(rule(*about)) for name, rule in rules.items()}


_ASKED = ("may_react", "may_edit", "may_remove", "may_restore", "may_accept")


def own_topic(standpoint: Standpoint, topic: TopicRow, marks: TopicMarks) -> dict[str, Any]:
    """What the reader may do with the topic: the `own` of topic_menu, poll, chain and reply_box.

    - signed_in, is_own: bool; follow: "", "following" or "muted"; read: number of the last post read
    - chosen: frozenset of the poll's options; identities: frozenset of the reader's identities
    - old: whether nobody has written there for long
    - may_reply: Ruling (its `why` says what stands in the way); may_moderate: bool
    """
    row, category = topic.row, topic.category
    return {
        "signed_in": standpoint.account_id is not None,
        "is_own": row.author_id in standpoint.identities,
        "follow": marks.follow,
        "read": marks.read,
        "chosen": marks.chosen,
        "identities": standpoint.identities,
        "may_reply": may.may_reply(standpoint, row, category),
        "may_moderate": bool(may.may_moderate(standpoint, category)),
        "old": is_old(topic.last_post_at, clock.now()),
    }
