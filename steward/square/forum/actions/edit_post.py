"""Edit a post; the first one of a topic with its title, category and tags."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.kernel.text import cut
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, Why, record, tell_concerned
from steward.square.forum.actions.change_tags import set_tags, tags_of
from steward.square.forum.actions.derive_words import derive
from steward.square.forum.actions.hold import Held, Writer, category_of, hold_post, writer
from steward.square.forum.actions.name_tags import named_tags
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.actions.write_post import Words, ready_words, through_screens
from steward.square.forum.cooking import COOK_VERSION
from steward.square.forum.enums import PostState
from steward.square.forum.errors import Stale
from steward.square.forum.events import PostEdited, PostStateChanged, TopicChanged
from steward.square.forum.models import Category, Post, Revision, Topic
from steward.square.forum.rules.may import may_edit, may_open, may_see
from steward.square.forum.rules.titles import clean_title, slug_of

#: Authors may mend their words for so long before the post is shown as edited.
QUIET = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the form of a first post changes besides its words; None leaves it as it is."""

    title: str | None = None
    category_id: int | None = None
    tags: Sequence[str] | None = None


def edit_post(
    *,
    actor: Viewer,
    post_id: int,
    source: str,
    version: int,
    reason: str = "",
    heading: Heading | None = None,
    now: datetime | None = None,
) -> Post:
    """Let the post say this; `version` is the one the edit began from. Saying what it says already changes nothing.

    Raises NotFound, Forbidden, Invalid (by field: source, title, category, tags), and Stale when somebody was quicker.
    """
    now = now or clock.now()
    who = writer(actor)
    words = _ready(who, post_id, source, heading)
    with transaction.atomic():
        held, post = hold_post(who.standpoint, post_id)
        require(may_edit(who.standpoint, post, held.topic, held.category, now))
        if post.version != version:
            raise Stale(post.version)
        title = held.topic.title
        changed = _change_heading(who, held, heading) if heading and post.number == 1 else ()
        if not changed and words.source == post.source:
            return post
        _keep(post, title)
        _write(who, post, words, now)
        _hold_back(who, post, held.topic, words)
        _note(who, post, held.topic, cut(reason.strip(), 200), now)
        decision_id = None if post.author_id in who.standpoint.identities else _decide(actor, held.topic, post, reason)
        publish(PostEdited(post.topic_id, post.pk, decision_id is not None), actor=actor.name)
        if changed:
            publish(TopicChanged(post.topic_id, changed, decision_id), actor=actor.name)
        stamp(post.topic_id)
    return post


def _ready(who: Writer, post_id: int, source: str, heading: Heading | None) -> Words:
    topic_id = Post.objects.filter(pk=post_id).values_list("topic_id", flat=True).first()
    if topic_id is None:
        raise NotFound
    words, new = ready_words(who.standpoint, source, topic_id), heading or Heading()
    # Asked where it will stand: else one writes where no rule looks and moves it to where one does.
    category_id = new.category_id or category_of(topic_id)
    return through_screens(who, words, category_id=category_id, title=new.title or "", edits=post_id)


def _keep(post: Post, title: str) -> None:
    """The words as they stand, unless they were kept when they were written."""
    Revision.objects.get_or_create(
        post=post,
        number=post.version,
        defaults={
            "title": title if post.number == 1 else "",
            "source": post.source,
            "editor_id": post.author_id,
            "at": post.edited_at or post.created_at,
        },
    )


def _write(who: Writer, post: Post, words: Words, now: datetime) -> None:
    own = post.author_id in who.standpoint.identities
    if not own or now - post.created_at > QUIET:
        post.edited_at, post.edits = now, post.edits + 1
    post.source, post.cooked, post.cooked_by = words.source, words.cooked.html, COOK_VERSION
    post.language, post.version = words.cooked.language, post.version + 1
    post.save(update_fields=["source", "cooked", "cooked_by", "language", "version", "edited_at", "edits"])
    derive(post, words.cooked)
    if post.number == 1:
        Topic.objects.filter(pk=post.topic_id).update(excerpt=words.cooked.excerpt)


def _hold_back(who: Writer, post: Post, topic: Topic, words: Words) -> None:
    """Take the author's own new words out of sight until the team has read them, where a screen says so."""
    words.said.settle(post.pk)
    own = post.author_id in who.standpoint.identities
    if not (own and words.said.hold and post.state == PostState.VISIBLE):
        return
    post.state = PostState.WAITING
    post.save(update_fields=["state"])
    if post.number == 1:
        Topic.objects.filter(pk=topic.pk).update(waiting=True)
    recount([topic.pk])
    publish(PostStateChanged(topic.pk, post.pk, str(PostState.WAITING)), actor=who.standpoint.viewer.name)


def _note(who: Writer, post: Post, topic: Topic, reason: str, now: datetime) -> None:
    Revision.objects.create(
        post=post,
        number=post.version,
        title=topic.title if post.number == 1 else "",
        source=post.source,
        editor_id=who.identity_id,
        at=now,
        reason=reason,
    )


def _decide(actor: Viewer, topic: Topic, post: Post, reason: str) -> int:
    """Somebody else's words: an act of the team, of which the author is told."""
    more = {"post": post.pk, "version": post.version}
    trace = Trace("edit_post", topic, Why(words=reason), concerned=(post.author_id,), more=more)
    tell_concerned(trace, actor=actor)
    return record(trace, actor=actor).pk


def _change_heading(who: Writer, held: Held, heading: Heading) -> tuple[str, ...]:
    """Give the locked topic its new title, category and tags; returns what really changed."""
    topic, changed, left = held.topic, [], []
    if heading.title is not None and (title := clean_title(heading.title)) != topic.title:
        topic.title, topic.slug = title, slug_of(title)
        changed.append("title")
    if heading.category_id not in {None, topic.category_id}:
        left.append(topic.category_id)
        topic.category = _category(who, heading.category_id or 0, topic)
        changed.append("category")
    if changed:
        topic.save(update_fields=["title", "slug", "category"])
    tags = _change_tags(who, topic, heading.tags) if heading.tags is not None else None
    if left or tags is not None:
        recount([topic.pk], categories=left, tags=tags or ())
    return (*changed, *(("tags",) if tags is not None else ()))


def _category(who: Writer, category_id: int, topic: Topic) -> Category:
    goal = Category.objects.filter(pk=category_id).first()
    if goal is None or not may_see(who.standpoint, goal):
        raise Invalid({"category": _("There is no such category.")})
    require(may_open(who.standpoint, goal, topic.kind))
    return goal


def _change_tags(who: Writer, topic: Topic, names: Sequence[str]) -> list[int] | None:
    """Give the topic exactly these tags; returns those it had, None when they are the same."""
    before, after = tags_of(topic.pk), sorted(tag.pk for tag in named_tags(who.standpoint, names))
    if before == after:
        return None
    set_tags(topic, before, after)
    return before
