"""Many at once, with real threads on the real database; and any sequence of actions keeps the counters right."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.hide_posts import hide_posts
from steward.square.forum.actions.join_chain import join_chain, leave_chain
from steward.square.forum.actions.move_topic import move_topic
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.react import react
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.remove_post import remove_own, restore_own
from steward.square.forum.actions.reply import reply
from steward.square.forum.actions.vote import vote
from steward.square.forum.models import Category, Poll, PollOption, Post, Tag, Topic
from steward.square.forum.queries.chains import chain_of
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer, set_rule

THREADS = 8
REFUSALS = (Forbidden, Invalid, NotFound)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread of its own, all beginning together; their results, or what they raised."""
    gate, results = Barrier(len(calls)), [None] * len(calls)

    def run(number: int, call: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results[number] = call()
        except Exception as error:  # noqa: BLE001 — the test looks at it
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def counters() -> dict[str, list[tuple[object, ...]]]:
    """Every counter of topics, categories and tags."""
    of_topic = ("pk", "posts_count", "participants", "reactions", "last_post_at", "last_author_id", "highest_number")
    return {
        "topics": list(Topic.objects.order_by("pk").values_list(*of_topic)),
        "categories": list(Category.objects.order_by("pk").values_list("pk", "topics", "posts", "last_post_at")),
        "tags": list(Tag.objects.order_by("pk").values_list("pk", "topics")),
    }


def assert_counters_are_what_the_posts_say() -> None:
    before = counters()
    with transaction.atomic():
        recount(
            list(Topic.objects.values_list("pk", flat=True)), categories=Category.objects.values_list("pk", flat=True)
        )
    assert counters() == before


@pytest.mark.django_db(transaction=True)
def test_eight_people_reply_at_once_and_none_is_lost():
    topic, people = make_topic(), [make_viewer() for _ in range(THREADS)]
    make_topic(category=topic.category)

    results = at_once(
        *[
            lambda who=who, n=n: reply(actor=who, topic_id=topic.pk, source=f"I am number {n}.")
            for n, who in enumerate(people)
        ]
    )

    assert all(isinstance(result, Post) for result in results), results
    assert list(Post.objects.filter(topic=topic).order_by("number").values_list("number", flat=True)) == list(
        range(1, 10)
    )
    topic.refresh_from_db()
    assert (topic.posts_count, topic.participants) == (9, 9)
    assert_counters_are_what_the_posts_say()


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_eight_times_at_once_posts_once():
    ada, topic, category = make_viewer(), make_topic(), make_category()

    replies = at_once(
        *[lambda: reply(actor=ada, topic_id=topic.pk, source="Once.", once="form")] * THREADS
    )  # fmt: skip
    topics = at_once(
        *[lambda: open_topic(actor=ada, category_id=category.pk, title="Only one", source="Once more.", once="new")]
        * THREADS
    )

    assert len({post.pk for post in replies}) == 1
    assert len({topic.pk for topic in topics}) == 1
    assert (Post.objects.filter(topic=topic).count(), Topic.objects.filter(category=category).count()) == (2, 1)
    assert_counters_are_what_the_posts_say()


@pytest.mark.django_db(transaction=True)
def test_eight_people_open_topics_with_the_same_new_tag_at_once():
    category, people = make_category(), [make_viewer() for _ in range(THREADS)]

    results = at_once(*[lambda who=who: make_topic(author=who, category=category, tags=["新人"]) for who in people])

    assert all(isinstance(result, Topic) for result in results), results
    category.refresh_from_db()
    assert (category.topics, category.posts) == (THREADS, THREADS)
    assert list(Tag.objects.values_list("name", "topics")) == [("新人", THREADS)]
    assert_counters_are_what_the_posts_say()


@pytest.mark.django_db(transaction=True)
def test_reactions_replies_votes_and_acceptance_at_once_are_all_counted():
    asker = make_viewer()
    topic = make_topic(author=asker, kind="question")
    answer, other = make_post(topic=topic), make_post(topic=topic)
    poll = make_topic(kind="poll", poll=PollSpec(("a", "b")))
    options = list(PollOption.objects.filter(poll__topic=poll).values_list("pk", flat=True))
    people = [make_viewer() for _ in range(THREADS)]

    results = at_once(
        *[lambda who=who: react(actor=who, post_id=answer.pk, emoji="👍") for who in people],
        *[
            lambda who=who, n=n: vote(actor=who, topic_id=poll.pk, options=[options[n % 2]])
            for n, who in enumerate(people)
        ],
        *[
            lambda who=who, n=n: reply(actor=who, topic_id=topic.pk, source=f"Me too, {n}.")
            for n, who in enumerate(people)
        ],
        lambda: accept(actor=asker, post_id=answer.pk),
        lambda: accept(actor=asker, post_id=other.pk),
    )

    assert not [result for result in results if isinstance(result, Exception)]
    answer.refresh_from_db()
    topic.refresh_from_db()
    assert (answer.reactions, answer.reactions_count, topic.reactions) == ({"👍": THREADS}, THREADS, THREADS)
    assert (topic.posts_count, topic.accepted_id in {answer.pk, other.pk}) == (3 + THREADS, True)
    assert Poll.objects.get(topic=poll).voters == THREADS
    assert sorted(PollOption.objects.filter(poll__topic=poll).values_list("votes", flat=True)) == [4, 4]
    assert_counters_are_what_the_posts_say()


@pytest.mark.django_db(transaction=True)
def test_a_limit_is_exact_when_eight_processes_ask_at_once():
    set_rule(0, allows={"replies_a_day": 3, "pause_seconds": 0})
    new, topic = make_viewer(level=0), make_topic()

    results = at_once(
        *[lambda n=n: reply(actor=new, topic_id=topic.pk, source=f"Attempt {n}.") for n in range(THREADS)]
    )  # fmt: skip

    assert sorted(type(result).__name__ for result in results) == ["Forbidden"] * 5 + ["Post"] * 3
    assert Post.objects.filter(topic=topic).count() == 4


@pytest.mark.django_db(transaction=True)
def test_the_team_and_the_members_act_on_one_topic_at_once_and_nobody_waits_for_ever(moderator):
    old, new = make_category(), make_category()
    topic, people = make_topic(category=old, tags=["茶"]), [make_viewer() for _ in range(4)]
    posts = [make_post(topic=topic) for _ in range(3)]

    results = at_once(
        *[
            lambda who=who, n=n: reply(actor=who, topic_id=topic.pk, source=f"Meanwhile {n}.")
            for n, who in enumerate(people)
        ],
        *[lambda who=who: react(actor=who, post_id=posts[0].pk, emoji="👍") for who in people],
        lambda: move_topic(actor=moderator, topic_id=topic.pk, category_id=new.pk),
        lambda: hide_posts(actor=moderator, post_ids=[posts[1].pk], why=Why("other", "a test")),
        lambda: make_topic(author=people[0], category=old, tags=["茶"]),
        lambda: make_topic(author=people[1], category=new, tags=["茶"]),
    )

    assert not [result for result in results if isinstance(result, Exception)], results
    assert_counters_are_what_the_posts_say()
    topic.refresh_from_db()
    assert (topic.posts_count, topic.category_id) == (7, new.pk)


@pytest.mark.django_db(transaction=True)
def test_the_same_reaction_sent_eight_times_at_once_counts_once():
    ada, post = make_viewer(), make_post()

    at_once(*[lambda: react(actor=ada, post_id=post.pk, emoji="👀", give=True)] * THREADS)

    post.refresh_from_db()
    assert (post.reactions, post.reactions_count) == ({"👀": 1}, 1)


@pytest.mark.django_db(transaction=True)
def test_the_last_place_of_a_chain_goes_to_one():
    topic = make_topic(kind="chain", chain=ChainSpec(limit=3))
    early, people = [make_viewer() for _ in range(2)], [make_viewer() for _ in range(THREADS)]
    for who in early:
        join_chain(actor=who, topic_id=topic.pk)

    at_once(*[lambda who=who: join_chain(actor=who, topic_id=topic.pk) for who in people])

    chain = chain_of(topic.pk)
    assert [entry.place for entry in chain.entries] == list(range(1, 11))
    assert [entry.waits for entry in chain.entries] == [False] * 3 + [True] * 7
    at_once(*[lambda who=who: leave_chain(actor=who, topic_id=topic.pk) for who in early])
    assert [entry.waits for entry in chain_of(topic.pk).entries] == [False] * 3 + [True] * 5


class Square(RuleBasedStateMachine):
    """Three people do whatever the actions allow, in two categories."""

    @initialize()
    def begin(self) -> None:
        self.people = [make_viewer() for _ in range(3)]
        self.places = [make_category() for _ in range(2)]
        make_topic(author=self.people[0], category=self.places[0], tags=["一", "二"])

    @rule(who=some.integers(0, 2), where=some.integers(0, 1), tags=some.sets(some.sampled_from(["一", "二", "三"])))
    def open(self, who, where, tags):
        make_topic(author=self.people[who], category=self.places[where], kind="question", tags=sorted(tags))

    @rule(who=some.integers(0, 2), which=some.integers(0, 50))
    def write(self, who, which):
        self._try(lambda: make_post(author=self.people[who], topic=self._pick(Topic, which)))

    @rule(who=some.integers(0, 2), which=some.integers(0, 50), emoji=some.sampled_from(["👍", "🎉"]))
    def like(self, who, which, emoji):
        self._try(lambda: react(actor=self.people[who], post_id=self._pick(Post, which).pk, emoji=emoji))

    @rule(who=some.integers(0, 2), which=some.integers(0, 50))
    def accept(self, who, which):
        self._try(lambda: accept(actor=self.people[who], post_id=self._pick(Post, which).pk))

    @rule(who=some.integers(0, 2), which=some.integers(0, 50))
    def remove(self, who, which):
        self._try(lambda: remove_own(actor=self.people[who], post_id=self._pick(Post, which).pk))

    @rule(who=some.integers(0, 2), which=some.integers(0, 50))
    def restore(self, who, which):
        self._try(lambda: restore_own(actor=self.people[who], post_id=self._pick(Post, which).pk))

    @invariant()
    def counters_are_derived(self) -> None:
        assert_counters_are_what_the_posts_say()
        for topic in Topic.objects.all():
            numbers = list(Post.objects.filter(topic=topic).order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, topic.highest_number + 1))

    def _pick(self, model, which):
        rows = list(model.objects.order_by("pk"))
        return rows[which % len(rows)]

    def _try(self, call):
        before = counters()
        try:
            with transaction.atomic():
                call()
        except REFUSALS:
            assert counters() == before


class AnySequence(TestCase):
    """Run the machine inside a test's transaction, each run in one of its own."""

    def test_any_sequence_of_actions_leaves_the_counters_equal_to_a_fresh_count(self) -> None:
        class Run(Square):
            def __init__(self) -> None:
                super().__init__()
                self._block = transaction.atomic()
                self._block.__enter__()

            def teardown(self) -> None:
                transaction.set_rollback(True)
                self._block.__exit__(None, None, None)

        checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
        run_state_machine_as_test(
            Run, settings=settings(max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=checks)
        )
