"""Acts of the team at the same moment as others write, on both databases."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.hide_posts import hide_posts
from steward.square.forum.actions.lock import lock
from steward.square.forum.actions.merge_topics import merge_topics
from steward.square.forum.actions.move_topic import move_topic
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.undo_act import undo_act
from steward.square.forum.models import Category, Post, Topic
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads of their own that start at once; their results, or the refusals they met."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        start.wait()
        try:
            results[place] = call()
        except (Forbidden, Invalid) as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def counters() -> tuple[list, list]:
    return (
        list(Topic.objects.order_by("pk").values_list("pk", "posts_count", "participants", "highest_number")),
        list(Category.objects.order_by("pk").values_list("pk", "topics", "posts")),
    )


def test_a_merge_and_replies_at_once_lose_no_post_and_count_right(owner):
    writers = [make_viewer() for _ in range(4)]
    gone, stays = make_topic(), make_topic()
    for _ in range(5):
        make_post(topic=gone)
        make_post(topic=stays)

    results = together(
        lambda: merge_topics(actor=owner, topic_id=gone.pk, into_id=stays.pk),
        *(
            lambda who=who, where=where: make_post(who, where)
            for who, where in zip(writers, [gone, stays] * 2, strict=True)
        ),
    )

    written = [post for post in results[1:] if isinstance(post, Post)]
    assert Post.objects.count() == 12 + len(written)
    assert not Post.objects.filter(topic=gone).exists()
    numbers = list(Post.objects.filter(topic=stays).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    right = counters()
    with transaction.atomic():
        recount([gone.pk, stays.pk])
    assert counters() == right


def test_undoing_a_merge_while_others_reply_loses_no_post(owner):
    writers = [make_viewer() for _ in range(3)]
    gone, stays = make_topic(), make_topic()
    for _ in range(4):
        make_post(topic=gone)
        make_post(topic=stays)
    decision = merge_topics(actor=owner, topic_id=gone.pk, into_id=stays.pk)

    together(
        lambda: undo_act(actor=owner, decision_id=decision.pk),
        *(lambda who=who: make_post(who, stays) for who in writers),
    )

    assert Post.objects.filter(topic=gone).count() == 5
    assert Post.objects.filter(topic=stays).count() == 8
    for topic in (gone, stays):
        numbers = list(Post.objects.filter(topic=topic).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_two_who_do_the_same_make_one_decision(owner, moderator):
    topic = make_topic()

    results = together(lambda: lock(actor=owner, topic_id=topic.pk), lambda: lock(actor=moderator, topic_id=topic.pk))

    assert sorted(result is None for result in results) == [False, True]
    assert Decision.objects.count() == 1


def test_two_who_take_the_same_act_back_do_it_once(owner, moderator):
    topic = make_topic()
    decision = lock(actor=owner, topic_id=topic.pk)

    results = together(
        lambda: undo_act(actor=owner, decision_id=decision.pk),
        lambda: undo_act(actor=moderator, decision_id=decision.pk),
    )

    assert sum(isinstance(result, Invalid) for result in results) == 1


def test_moving_hiding_and_replying_at_once_leave_the_counters_right(owner, moderator):
    here, there = make_category(), make_category()
    topics = [make_topic(category=here) for _ in range(3)]
    posts = [make_post(topic=topic) for topic in topics]
    writers = [make_viewer() for _ in range(2)]

    together(
        lambda: move_topic(actor=owner, topic_id=topics[0].pk, category_id=there.pk),
        lambda: move_topic(actor=moderator, topic_id=topics[1].pk, category_id=there.pk),
        lambda: hide_posts(actor=moderator, post_ids=[posts[0].pk], why=Why("ad")),
        lambda: make_post(writers[0], topics[0]),
        lambda: make_post(writers[1], topics[2]),
    )

    right = counters()
    with transaction.atomic():
        recount([topic.pk for topic in topics], categories=[here.pk, there.pk])
    assert counters() == right
