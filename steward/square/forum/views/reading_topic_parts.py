"""A page of a topic: drawn once, laid over with what is the reader's own."""

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from steward.foundation.kernel.ruling import NotFound
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Post
from steward.square.forum.pages import PARTS, SEAM, Cooked
from steward.square.forum.queries.acts import between
from steward.square.forum.queries.chains import ChainRow, chain_of
from steward.square.forum.queries.own import OwnPosts, TopicMarks, own_topic, topic_marks
from steward.square.forum.queries.polls import PollRow, poll_of
from steward.square.forum.queries.posts import SIZE, PostRow, Stretch, post_rows, shown, stretch
from steward.square.forum.queries.topics import TopicRow, topic_rows
from steward.square.forum.rules import may
from steward.square.forum.views.reader import Reader
from steward.square.forum.views.reading_cards import card_of
from steward.square.forum.views.reading_frame import TOKEN_FIELD
from steward.square.forum.views.reading_parts import draw, macro, next_part, topic_or_404, with_token

#: Between the elements of a post's tools; there is no text in them that it could be part of.
_INDENTATION = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a shared drawing of a topic's page was made of."""

    topic: TopicRow
    part: Stretch
    poll: PollRow | None
    chain: ChainRow | None
    card: Markup  # what search engines and other sites are told, for the head of the page


def topic_part(reader: Reader, topic_id: int, page: int) -> Cooked:
    """The page, drawn once for everybody. Raises NotFound for a page or a topic that is not there for the reader."""
    key = ("topic", topic_id, page, reader.look)
    stamp = (reader.stamp.topic, reader.stamp.frame)
    kept: Cooked | None = PARTS.get(key, stamp, reader.now)
    if kept is None:
        topic = topic_or_404(topic_id)
        if topic.category_id not in reader.places.rows:
            raise NotFound
        row = topic_rows(reader.places, [topic])[0]
        part = stretch(row, page)
        if part is None:
            raise NotFound
        poll = poll_of(topic_id, reader.now) if row.kind == TopicKind.POLL else None
        chain = chain_of(topic_id, reader.now) if row.kind == TopicKind.CHAIN else None
        drawn = Drawn(row, part, poll, chain, card_of(row, part))
        until = next((row.closes_at for row in (poll, chain) if row and not row.is_closed), None)
        numbers = [(post.number, post.created_at) for post in part.posts]
        said = between(topic_id, numbers, last=part.page >= part.pages)
        kept = Cooked.of(draw("forum/parts/topic.jinja", topic=row, part=part, said=said), drawn, until)
        PARTS.put(key, stamp, kept, kept.size, kept.until)
    reader.until = kept.until
    if not may.may_see_topic(reader.standpoint, kept.rows.topic.row, kept.rows.topic.category):
        raise NotFound
    return kept


@dataclass(frozen=True, slots=True)
class _AnyPost:
    """What of a post its tools show; the numbers are put in afterwards, so that posts alike are drawn once."""

    is_first: bool
    is_answer: bool
    reactions: dict[str, int]
    id: str = f"{SEAM}post"
    topic_id: str = f"{SEAM}topic"


def _tight(html: str) -> str:
    return _INDENTATION.sub("", html)


class Overlay:
    """Fills the slots of a topic's page for one reader."""

    def __init__(self, reader: Reader, cooked: Cooked) -> None:
        self._reader = reader
        self._cooked = cooked
        self.drawn: Drawn = cooked.rows
        topic, part = self.drawn.topic, self.drawn.part
        self.marks: TopicMarks = topic_marks(reader.standpoint, topic, part)
        self._posts = {post.id: post for post in (*part.posts, *([part.answer] if part.answer else []))}
        self._own = OwnPosts(reader.standpoint, topic, self.marks)
        self.own_topic: dict[str, Any] = own_topic(reader.standpoint, topic, self.marks)
        self._hidden = self._unseen()
        read = self.marks.read
        unread = (post.number for post in part.posts if read and post.number > read)
        self._first_unread = next(unread, None)

    def fill(self, rest: str = "") -> Markup:
        """The whole page; `rest` is what follows the posts."""
        html = self._cooked.fill(lambda name, number: rest if name == "rest" else self._content(name, number))
        return with_token(self._reader, html)

    def _content(self, name: str, number: int) -> str:
        if name == "before":
            line = macro("post", "unread_line")() if number == self._first_unread else ""
            return self._hidden_before(number) + str(line)
        if name == "end":
            return self._hidden_before(None)
        if name in {"tools", "menu"}:
            return self._of_post(name, number)
        return self._of_topic(name)

    def _of_post(self, name: str, number: int) -> str:
        own = self._own.of(self._posts[number])
        key = (name, number, frozenset(own.items()))
        return self._cooked.variant(key, lambda: self._drawn_for_post(name, self._posts[number], own))

    def _drawn_for_post(self, name: str, post: PostRow, own: dict[str, Any]) -> str:
        if name == "menu":
            return _tight(str(macro("post_menu", "post_menu")(post=post, own=own, csrf=TOKEN_FIELD)))
        like = _AnyPost(post.is_first, post.is_answer, post.reactions)
        about = (like.is_first, like.is_answer, *sorted(post.reactions.items()))
        key = ("tools", self._reader.look, frozenset(own.items()), about)
        html: str | None = PARTS.get(key, None, self._reader.now)
        if html is None:
            html = _tight(str(macro("tools", "tools")(post=like, own=own, csrf=TOKEN_FIELD)))
            PARTS.put(key, None, html, 2 * len(html) + 500)
        return html.replace(like.id, str(post.id)).replace(like.topic_id, str(post.topic_id))

    def _of_topic(self, name: str) -> str:
        if name == "follow":
            key = (name, self.own_topic["signed_in"], self.own_topic["follow"])
            menu = macro("follow", "follow")
            return self._cooked.variant(key, lambda: str(menu(self.drawn.topic, self.own_topic, TOKEN_FIELD)))
        if name == "extra":
            return self._extra()
        if name == "topic_menu" and self.own_topic["may_moderate"]:
            menu = macro("topic_menu", "topic_menu")
            return self._cooked.variant(
                name, lambda: str(menu(topic=self.drawn.topic, own=self.own_topic, csrf=TOKEN_FIELD))
            )
        return ""

    def _extra(self) -> str:
        """The poll or the sign-up of the topic, below its first post."""
        about = {"own": self.own_topic, "csrf": TOKEN_FIELD if self.own_topic["signed_in"] else ""}
        if self.drawn.poll:
            return str(macro("poll", "poll")(poll=self.drawn.poll, **about))
        return str(macro("chain", "chain")(chain=self.drawn.chain, **about)) if self.drawn.chain else ""

    def panel(self) -> str:
        """The reactions, once for all posts; nobody else needs them."""
        if not self.own_topic["signed_in"]:
            return ""
        return self._cooked.variant("panel", lambda: str(macro("tools", "panel")()))

    def reply_box(self) -> str:
        """Where a reply is written, below the last post."""
        own = self.own_topic
        if self.drawn.part.page < self.drawn.part.pages:
            return ""
        key = ("reply", own["signed_in"], own["may_reply"], own["old"])
        return self._cooked.variant(
            key, lambda: str(macro("reply_box", "reply_box")(topic=self.drawn.topic, own=own, csrf=TOKEN_FIELD))
        )

    def _unseen(self) -> list[PostRow]:
        """Posts of the stretch that the reader sees though not everybody does, in their order."""
        if not self.marks.unseen:
            return []
        topic, about = self.drawn.topic, (self.drawn.topic.row, self.drawn.topic.category)
        posts = Post.objects.filter(pk__in=self.marks.unseen).order_by("number")
        seen = [post for post in posts if may.may_see_post(self._reader.standpoint, post, *about)]
        return post_rows(topic, seen)

    def _hidden_before(self, number: int | None) -> str:
        out = ""
        while self._hidden and (number is None or self._hidden[0].number < number):
            post = self._hidden.pop(0)
            self._posts[post.id] = post
            shown = Cooked.of(draw("forum/parts/one_post.jinja", post=post, topic=self.drawn.topic))
            out += shown.fill(lambda name, pk: self._of_post(name, pk) if name in {"tools", "menu"} else "")
        return out


def posts_after(reader: Reader, topic_id: int, number: int) -> tuple[Drawn, Markup]:
    """The posts that came after one, drawn for the reader: what the new-reply notice brings."""
    first = topic_part(reader, topic_id, 1).rows
    posts = list(shown(topic_id).filter(number__gt=number)[:SIZE])
    rows = post_rows(first.topic, posts)
    part = Stretch(tuple(rows), None, 1, 1, number + 1, None, (), first.part.days)
    drawn = Drawn(first.topic, part, None, None, Markup(""))
    cooked = Cooked.of(draw("forum/parts/posts.jinja", posts=rows, topic=first.topic), drawn)
    return drawn, Overlay(reader, cooked).fill()


def rest_of(reader: Reader, overlay: Overlay) -> str:
    """What follows the posts: the panel of reactions, on the last page the box for a reply, and what to read next."""
    return f"{overlay.panel()}{overlay.reply_box()}{next_part(reader, overlay.drawn.topic)}"
