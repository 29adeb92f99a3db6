"""Open a topic."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer
from steward.square.forum.actions.hold import Writer, hold_account, writer
from steward.square.forum.actions.name_tags import given_tags, named_tags, put_on
from steward.square.forum.actions.recount import count_opening
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.actions.write_post import (
    Words,
    add_post,
    must_wait,
    ready_words,
    sent_before,
    through_screens,
    within_limits,
)
from steward.square.forum.enums import TopicKind, Via
from steward.square.forum.events import TopicPosted
from steward.square.forum.models import Category, Chain, Poll, PollOption, Tag, Topic
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.rules.may import may_open, may_see
from steward.square.forum.rules.specs import fits
from steward.square.forum.rules.titles import clean_title, slug_of


def open_topic(
    *,
    actor: Viewer,
    category_id: int,
    title: str,
    source: str,
    kind: str = TopicKind.DISCUSSION,
    tags: Sequence[str] = (),
    poll: PollSpec | None = None,
    chain: ChainSpec | None = None,
    once: str = "",
    via: str = Via.WEB,
    now: datetime | None = None,
) -> Topic:
    """Open a topic. The same form (`once`) sent again gives the topic it opened the first time.

    It may wait for review. Raises NotFound, Forbidden, Invalid (by field: kind, title, source, tags …).
    """
    who = writer(actor)
    if first := sent_before(who.account_id, once):
        return first.topic
    fits(kind, poll, chain, now or clock.now())
    title, words = clean_title(title), ready_words(who.standpoint, source)
    words = through_screens(who, words, category_id=category_id, title=title, opens=True)
    with transaction.atomic():
        hold_account(who.account_id)
        if first := sent_before(who.account_id, once):
            return first.topic
        now = now or clock.now()  # after waiting for the lock
        category = _category(who, category_id, kind)
        within_limits(who, words, None, now)
        waiting, carried = must_wait(who.standpoint, category.pk, words), _carried(who, tags, words)
        topic = _new_topic(who, category, kind, title, words, waiting=waiting, now=now)
        _terms(topic, carried, poll, chain)
        post = add_post(who, topic, words, waiting=waiting, now=now, once=once, via=via)
        if not waiting:
            count_opening(topic, carried)
        publish(TopicPosted(topic.pk, post.pk, waiting), actor=actor.name)
        stamp(topic.pk)
    return Topic.objects.get(pk=topic.pk)


def _carried(who: Writer, names: Sequence[str], words: Words) -> list[Tag]:
    return [*named_tags(who.standpoint, names), *given_tags(words.said.tags)]


def _category(who: Writer, category_id: int, kind: str) -> Category:
    category = Category.objects.filter(pk=category_id).first()
    if category is None or not may_see(who.standpoint, category):
        raise NotFound
    require(may_open(who.standpoint, category, kind))
    return category


def _new_topic(
    who: Writer, category: Category, kind: str, title: str, words: Words, *, waiting: bool, now: datetime
) -> Topic:
    return Topic.objects.create(
        category=category,
        kind=kind,
        title=title,
        slug=slug_of(title),
        excerpt=words.cooked.excerpt,
        author_id=who.identity_id,
        last_author_id=who.identity_id,
        created_at=now,
        last_post_at=now,
        waiting=waiting,
    )


def _terms(topic: Topic, carried: list[Tag], poll: PollSpec | None, chain: ChainSpec | None) -> None:
    """Its tags, and the poll or the sign-up of a topic of that kind; terms that do not belong to it are left out."""
    put_on(topic, carried)
    if topic.kind == TopicKind.POLL and poll:
        row = Poll.objects.create(
            topic=topic, choices=poll.choices, show_results=poll.show_results, secret=poll.secret,
            closes_at=poll.closes_at,
        )  # fmt: skip
        PollOption.objects.bulk_create(
            PollOption(poll=row, position=position, text=" ".join(text.split()))
            for position, text in enumerate(poll.options)
        )
    if topic.kind == TopicKind.CHAIN:
        terms = chain or ChainSpec()
        Chain.objects.create(
            topic=topic, limit=terms.limit, example=terms.example.strip(), closes_at=terms.closes_at
        )  # fmt: skip
