"""Taking acts of the team back: exactly, whatever they were and in whatever order they came."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.change_author import change_author
from steward.square.forum.actions.change_category import drop_category
from steward.square.forum.actions.change_tags import change_tags
from steward.square.forum.actions.close_later import close_later
from steward.square.forum.actions.feature import feature, unfeature
from steward.square.forum.actions.hide import hide, remove, restore, show
from steward.square.forum.actions.hide_posts import hide_posts, remove_posts, restore_posts
from steward.square.forum.actions.lock import lock, unlock
from steward.square.forum.actions.merge_topics import merge_topics
from steward.square.forum.actions.move_posts import move_posts
from steward.square.forum.actions.move_topic import move_topic
from steward.square.forum.actions.pin import pin, unpin
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.retitle import change_kind, change_title
from steward.square.forum.actions.review import approve, reject
from steward.square.forum.actions.slow_mode import slow_mode
from steward.square.forum.actions.split_topic import split_topic
from steward.square.forum.actions.undo_act import undo_act
from steward.square.forum.models import Category, Follow, Post, ReadMark, Tag, Topic, TopicTag
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
WHY = Why("offtopic", "elsewhere please")
START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def rows() -> dict[str, list]:
    """Everything acts can change, as it stands."""
    fields = [field.attname for field in Topic._meta.concrete_fields if field.attname != "version"]
    return {
        "topics": list(Topic.objects.order_by("pk").values(*fields)),
        "posts": list(Post.objects.order_by("pk").values()),
        "categories": list(Category.objects.order_by("pk").values()),
        "tags": list(Tag.objects.order_by("pk").values()),
        "carried": sorted(TopicTag.objects.values_list("topic", "tag")),
        "marks": list(ReadMark.objects.order_by("account", "topic").values_list("account", "topic", "number")),
        "follows": list(Follow.objects.order_by("pk").values()),
    }


class Square:
    """Three topics in two categories, their posts interleaved in time, read and followed by some."""

    def __init__(self) -> None:
        self.places = [make_category(), make_category()]
        self.people = [make_viewer() for _ in range(3)]
        self.topics = [
            make_topic(self.people[n], self.places[n % 2], at=START + timedelta(hours=n), tags=[f"t{n}"])
            for n in range(3)
        ]
        for turn in range(9):
            make_post(self.people[turn % 3], self.topics[turn % 3], at=START + timedelta(hours=4, minutes=7 * turn))
        ReadMark.objects.filter(account=self.people[0].own_id).update(number=2)
        Post.objects.filter(topic=self.topics[0], number=3).update(state="waiting")
        with transaction.atomic():
            recount([topic.pk for topic in self.topics])


def replies(topic: int) -> list[int]:
    return list(Post.objects.filter(topic=topic, number__gt=1).order_by("number").values_list("pk", flat=True))


def some(ids: list[int], seed: int) -> list[int]:
    return [pk for place, pk in enumerate(ids) if seed >> place & 1] or ids[:1]


def act(square: Square, actor, what: int, which: int, other: int, seed: int):
    """One act chosen by numbers; some are refused, which changes nothing."""
    topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
    one, two = topics[which % len(topics)], topics[other % len(topics)]
    posts = some(replies(one), seed)
    soon = clock.now() + timedelta(hours=1 + seed)
    me = {"actor": actor, "topic_id": one}
    acts = [
        lambda: pin(**me, where="everywhere" if seed % 2 else "category", until=soon),
        lambda: unpin(**me),
        lambda: feature(**me),
        lambda: unfeature(**me),
        lambda: lock(**me),
        lambda: unlock(**me),
        lambda: hide(**me, why=WHY),
        lambda: show(**me),
        lambda: remove(**me, why=WHY),
        lambda: restore(**me),
        lambda: move_topic(**me, category_id=square.places[seed % 2].pk),
        lambda: change_title(**me, title=f"Title {seed} again"),
        lambda: change_kind(**me, kind=["question", "announcement", "discussion"][seed % 3]),
        lambda: change_tags(**me, names=[["a", "b"], ["b"], [], ["t1", "c"]][seed % 4]),
        lambda: slow_mode(**me, seconds=seed * 10),
        lambda: close_later(**me, closes_at=soon),
        lambda: merge_topics(**me, into_id=two),
        lambda: merge_topics(**me, into_id=two),
        lambda: split_topic(actor=actor, post_ids=posts, title=f"Split {seed}")[1],
        lambda: split_topic(actor=actor, post_ids=posts, title="Split off", category_id=square.places[0].pk)[1],
        lambda: move_posts(actor=actor, post_ids=posts, into_id=two),
        lambda: move_posts(actor=actor, post_ids=posts, into_id=two),
        lambda: hide_posts(actor=actor, post_ids=posts, why=WHY),
        lambda: remove_posts(actor=actor, post_ids=posts, why=WHY),
        lambda: restore_posts(actor=actor, post_ids=posts),
        lambda: change_author(actor=actor, post_ids=posts, identity_id=Topic.objects.get(pk=two).author_id, why=WHY),
        lambda: approve(actor=actor, post_id=next(iter(posts), 0)),
        lambda: reject(actor=actor, post_id=next(iter(posts), 0), why=WHY),
    ]
    return acts[what % len(acts)]()


NUMBER = st.integers(0, 27)
STEPS = st.lists(st.tuples(NUMBER, st.integers(0, 4), st.integers(0, 4), st.integers(0, 15)), min_size=1, max_size=8)


def test_any_acts_undone_in_reverse_order_leave_every_row_as_it_was(owner):
    square = Square()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def check(steps):
        with transaction.atomic():
            before, done = rows(), []
            for step in steps:
                with contextlib.suppress(Invalid, Forbidden, NotFound):
                    done.append(act(square, owner, *step))
            for decision in reversed([one for one in done if one is not None]):
                undo_act(actor=owner, decision_id=decision.pk)
            assert rows() == before
            transaction.set_rollback(True)

    check()


def test_any_acts_undone_in_any_order_keep_numbers_and_counters_right(owner):
    square = Square()

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS, st.randoms(use_true_random=False))
    def check(steps, random):
        with transaction.atomic():
            done, posts = [], Post.objects.count()
            for step in steps:
                with contextlib.suppress(Invalid, Forbidden, NotFound):
                    done.append(act(square, owner, *step))
            decisions = [one for one in done if one is not None]
            random.shuffle(decisions)
            for decision in decisions:
                try:
                    undo_act(actor=owner, decision_id=decision.pk)
                except (Invalid, NotFound):
                    assert Decision.objects.get(pk=decision.pk).undone_at is None
            now = rows()
            recount([topic["id"] for topic in now["topics"]])
            assert rows() == now
            assert Post.objects.count() == posts
            assert all(0 < post["number"] < 10_000 for post in now["posts"])
            transaction.set_rollback(True)

    check()


def test_merged_posts_stand_in_the_order_of_time_and_the_old_address_leads_on(owner):
    square = Square()
    old, new = square.topics[0], square.topics[1]
    make_post(topic=new, at=START + timedelta(days=1))

    merge_topics(actor=owner, topic_id=new.pk, into_id=old.pk)

    posts = list(Post.objects.filter(topic=old).order_by("number").values_list("number", "created_at"))
    assert [number for number, _at in posts] == list(range(1, 10))
    assert [at for _number, at in posts] == sorted(at for _number, at in posts)
    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.merged_into_id, new.posts_count, old.highest_number) == (old.pk, 0, 9)


def test_the_older_first_post_opens_the_merged_topic_and_gives_it_back(owner):
    square = Square()
    old, new = square.topics[0], square.topics[1]

    decision = merge_topics(actor=owner, topic_id=old.pk, into_id=new.pk)
    merged = Topic.objects.get(pk=new.pk)
    undo_act(actor=owner, decision_id=decision.pk)

    assert (merged.author_id, merged.created_at, merged.title) == (old.author_id, old.created_at, new.title)
    back = Topic.objects.get(pk=new.pk)
    assert (back.author_id, back.created_at, back.excerpt) == (new.author_id, new.created_at, new.excerpt)


def test_replies_written_since_the_merge_stay_or_go_with_what_they_answer(owner):
    square = Square()
    gone, stays = square.topics[0], square.topics[1]
    answered = Post.objects.get(topic=gone, number=2)
    decision = merge_topics(actor=owner, topic_id=gone.pk, into_id=stays.pk)

    plain = make_post(topic=stays)
    answer = make_post(topic=stays, reply_to=answered.pk)
    second = make_post(topic=stays, reply_to=answer.pk)
    undo_act(actor=owner, decision_id=decision.pk)

    where = dict(Post.objects.filter(pk__in=[plain.pk, answer.pk, second.pk]).values_list("pk", "topic_id"))
    assert where == {plain.pk: stays.pk, answer.pk: gone.pk, second.pk: gone.pk}
    for topic in (gone, stays):
        numbers = list(Post.objects.filter(topic=topic).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert Topic.objects.get(pk=topic.pk).highest_number == len(numbers)


def test_who_has_read_on_since_the_merge_keeps_that(owner):
    square = Square()
    gone, stays = square.topics[0], square.topics[1]
    reader = square.people[1].own_id
    decision = merge_topics(actor=owner, topic_id=gone.pk, into_id=stays.pk)

    ReadMark.objects.filter(account=reader, topic=stays).update(number=8)
    undo_act(actor=owner, decision_id=decision.pk)

    assert ReadMark.objects.get(account=reader, topic=stays).number == 4


def test_a_merge_is_taken_back_only_after_what_was_moved_later(owner):
    square = Square()
    first = merge_topics(actor=owner, topic_id=square.topics[0].pk, into_id=square.topics[1].pk)
    second = merge_topics(actor=owner, topic_id=square.topics[1].pk, into_id=square.topics[2].pk)

    with pytest.raises(Invalid):
        undo_act(actor=owner, decision_id=first.pk)
    assert Decision.objects.get(pk=first.pk).undone_at is None
    undo_act(actor=owner, decision_id=second.pk)
    undo_act(actor=owner, decision_id=first.pk)

    assert not Topic.objects.filter(merged_into__isnull=False).exists()


def test_an_empty_split_goes_and_a_read_one_leads_back(owner):
    square = Square()
    source = square.topics[1]
    unread, first = split_topic(actor=owner, post_ids=replies(source.pk)[:1], title="Nobody came")
    undo_act(actor=owner, decision_id=first.pk)
    visited, second = split_topic(actor=owner, post_ids=replies(source.pk)[:1], title="Somebody wrote")
    late = make_post(topic=visited)

    undo_act(actor=owner, decision_id=second.pk)

    assert not Topic.objects.filter(pk=unread.pk).exists()
    assert Topic.objects.get(pk=visited.pk).merged_into_id == source.pk
    late.refresh_from_db()
    assert (late.topic_id, late.number) == (source.pk, 5)


def test_what_cannot_be_taken_back_says_why(owner):
    topic, goal = make_topic(), make_category()
    away = topic.category
    decision = move_topic(actor=owner, topic_id=topic.pk, category_id=goal.pk)
    drop_category(actor=owner, category_id=away.pk)

    with pytest.raises(Invalid, match="deleted since"):
        undo_act(actor=owner, decision_id=decision.pk)
    assert Decision.objects.get(pk=decision.pk).undone_at is None


def test_nothing_is_taken_back_twice_and_not_by_who_may_not(owner, stranger):
    topic = make_topic()
    decision = lock(actor=owner, topic_id=topic.pk)

    with pytest.raises(Forbidden):
        undo_act(actor=stranger, decision_id=decision.pk)
    undo_act(actor=owner, decision_id=decision.pk)
    with pytest.raises(Invalid):
        undo_act(actor=owner, decision_id=decision.pk)
    with pytest.raises(NotFound):
        undo_act(actor=owner, decision_id=10_000)


def test_posts_hidden_in_a_merged_topic_are_brought_back_where_they_are_now(owner):
    square = Square()
    gone, stays = square.topics[1], square.topics[2]
    post = Post.objects.get(topic=gone, number=2)
    merged = merge_topics(actor=owner, topic_id=gone.pk, into_id=stays.pk)
    hidden = hide_posts(actor=owner, post_ids=[post.pk], why=WHY)

    undo_act(actor=owner, decision_id=merged.pk)
    undo_act(actor=owner, decision_id=hidden.pk)

    post.refresh_from_db()
    assert (post.topic_id, post.state) == (gone.pk, "visible")
    now = rows()
    with transaction.atomic():
        recount([gone.pk, stays.pk])
    assert rows() == now
