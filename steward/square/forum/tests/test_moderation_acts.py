"""Acts of the team: who may, what is written down, who is told."""

from datetime import timedelta

import pytest

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.notify.models import Notification
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.change_author import change_author
from steward.square.forum.actions.change_tags import change_tags
from steward.square.forum.actions.close_later import close_later, do_what_is_due
from steward.square.forum.actions.feature import feature
from steward.square.forum.actions.hide import hide, remove, restore
from steward.square.forum.actions.hide_posts import hide_posts, remove_posts, restore_posts
from steward.square.forum.actions.lock import lock, unlock
from steward.square.forum.actions.merge_topics import merge_topics
from steward.square.forum.actions.moderate_many import moderate_many, undo_batch
from steward.square.forum.actions.move_posts import move_posts
from steward.square.forum.actions.move_topic import move_topic
from steward.square.forum.actions.pin import pin
from steward.square.forum.actions.retitle import change_kind, change_title
from steward.square.forum.actions.slow_mode import slow_mode
from steward.square.forum.actions.split_topic import split_topic
from steward.square.forum.actions.undo_act import undo_act
from steward.square.forum.models import Category, Post, Topic
from steward.square.forum.queries.acts import deeds_for, notices
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
AD = Why("ad", "the third time")

ACTS = {
    "pin": lambda actor, topic, post, other: pin(actor=actor, topic_id=topic.pk),
    "feature": lambda actor, topic, post, other: feature(actor=actor, topic_id=topic.pk),
    "lock": lambda actor, topic, post, other: lock(actor=actor, topic_id=topic.pk),
    "hide": lambda actor, topic, post, other: hide(actor=actor, topic_id=topic.pk, why=AD),
    "remove": lambda actor, topic, post, other: remove(actor=actor, topic_id=topic.pk, why=AD),
    "move_topic": lambda actor, topic, post, other: move_topic(
        actor=actor, topic_id=topic.pk, category_id=other.category_id
    ),
    "change_kind": lambda actor, topic, post, other: change_kind(actor=actor, topic_id=topic.pk, kind="question"),
    "change_title": lambda actor, topic, post, other: change_title(actor=actor, topic_id=topic.pk, title="Another one"),
    "change_tags": lambda actor, topic, post, other: change_tags(actor=actor, topic_id=topic.pk, names=["docs"]),
    "merge": lambda actor, topic, post, other: merge_topics(actor=actor, topic_id=topic.pk, into_id=other.pk),
    "split": lambda actor, topic, post, other: split_topic(actor=actor, post_ids=[post.pk], title="Split off"),
    "move_posts": lambda actor, topic, post, other: move_posts(actor=actor, post_ids=[post.pk], into_id=other.pk),
    "slow": lambda actor, topic, post, other: slow_mode(actor=actor, topic_id=topic.pk, seconds=60),
    "hide_posts": lambda actor, topic, post, other: hide_posts(actor=actor, post_ids=[post.pk], why=AD),
    "author": lambda actor, topic, post, other: change_author(
        actor=actor, post_ids=[post.pk], identity_id=topic.author_id, why=AD
    ),
    "timer": lambda actor, topic, post, other: close_later(
        actor=actor, topic_id=topic.pk, closes_at=clock.now() + timedelta(hours=1)
    ),
}


def everything() -> list:
    """Every row an act can touch, but versions."""
    fields = [field.attname for field in Topic._meta.concrete_fields if field.attname != "version"]
    return [
        list(Topic.objects.order_by("pk").values_list(*fields)),
        list(Post.objects.order_by("pk").values()),
        list(Category.objects.order_by("pk").values()),
        list(Decision.objects.order_by("pk").values()),
        Notification.objects.count(),
    ]


@pytest.mark.parametrize("act", ACTS)
def test_members_and_moderators_of_other_categories_change_nothing(act):
    elsewhere = make_viewer("Elsewhere", role="moderator")
    category = make_category(rights={"moderate": ["role:editor"]})
    author, goal = make_viewer("Author"), make_topic(category=make_category())
    topic = make_topic(author, category)
    post = make_post(make_viewer(), topic)
    before = everything()

    for actor in (author, elsewhere, make_viewer("Bystander")):
        with pytest.raises(Forbidden):
            ACTS[act](actor, topic, post, goal)

    assert everything() == before


def test_what_a_moderator_may_not_see_is_not_found(moderator):
    hidden_place = make_category(rights={"see": ["role:analyst"], "moderate": ["role:analyst"]})
    topic = make_topic(make_viewer(role="analyst"), hidden_place)

    with pytest.raises(NotFound):
        lock(actor=moderator, topic_id=topic.pk)
    with pytest.raises(NotFound):
        lock(actor=moderator, topic_id=10_000)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_one_decision_and_raises_the_version_of_the_page(act, moderator):
    topic, goal = make_topic(), make_topic()
    post = make_post(make_viewer(), topic)
    version = Topic.objects.get(pk=topic.pk).version

    ACTS[act](moderator, topic, post, goal)

    decision = Decision.objects.get()
    assert (decision.account_id, decision.subject) == (moderator.account_id, f"topic:{topic.pk}")
    assert Topic.objects.get(pk=topic.pk).version > version


@pytest.mark.parametrize("act", ["hide", "remove"])
def test_hiding_wants_a_reason_and_tells_the_author_why(act, moderator):
    topic = make_topic(author := make_viewer("Ada"))
    verb = {"hide": hide, "remove": remove}[act]
    with pytest.raises(Invalid):
        verb(actor=moderator, topic_id=topic.pk, why=Why())
    with pytest.raises(Invalid):
        verb(actor=moderator, topic_id=topic.pk, why=Why("other"))
    assert Notification.objects.count() == 0

    verb(actor=moderator, topic_id=topic.pk, why=AD)

    told = Notification.objects.get()
    assert (told.account_id, told.url, told.by) == (author.own_id, f"/t/{topic.pk}/acts/", [])
    assert told.params["reason"] == "the third time"


def test_doing_it_again_is_no_second_decision(moderator):
    topic = make_topic()

    assert lock(actor=moderator, topic_id=topic.pk) is not None
    assert lock(actor=moderator, topic_id=topic.pk) is None
    assert Decision.objects.count() == 1


def test_moving_counts_both_categories_and_wants_rights_in_both(moderator):
    here, there = make_category(), make_category()
    closed = make_category(rights={"moderate": ["role:analyst"]})
    topic = make_topic(category=here)
    make_post(topic=topic)

    with pytest.raises(Forbidden):
        move_topic(actor=moderator, topic_id=topic.pk, category_id=closed.pk)
    move_topic(actor=moderator, topic_id=topic.pk, category_id=there.pk)

    assert list(Category.objects.filter(pk__in=[here.pk, there.pk]).order_by("pk").values_list("topics", "posts")) == [
        (0, 0), (1, 2),
    ]  # fmt: skip


def test_the_first_post_is_the_topic_and_is_not_taken_alone(moderator):
    topic, goal = make_topic(), make_topic()
    first = Post.objects.get(topic=topic)

    with pytest.raises(Forbidden):
        hide_posts(actor=moderator, post_ids=[first.pk], why=AD)
    with pytest.raises(Forbidden):
        move_posts(actor=moderator, post_ids=[first.pk], into_id=goal.pk)


def test_hidden_posts_are_not_counted_and_come_back(moderator):
    topic = make_topic()
    one, two = make_post(topic=topic), make_post(topic=topic)
    Topic.objects.filter(pk=topic.pk).update(accepted=one)

    hide_posts(actor=moderator, post_ids=[one.pk, two.pk], why=AD)
    topic.refresh_from_db()
    assert (topic.posts_count, topic.accepted_id) == (1, None)
    restore_posts(actor=moderator, post_ids=[one.pk])
    topic.refresh_from_db()
    assert topic.posts_count == 2
    remove_posts(actor=moderator, post_ids=[two.pk], why=AD)

    assert list(Post.objects.filter(topic=topic).order_by("number").values_list("state", flat=True)) == [
        "visible", "visible", "removed",
    ]  # fmt: skip


def test_a_topic_closes_at_its_minute_and_opens_at_its_own(moderator):
    topic, other, now = make_topic(), make_topic(), clock.now()
    pin(actor=moderator, topic_id=other.pk, until=now + timedelta(minutes=5))
    close_later(
        actor=moderator, topic_id=topic.pk, closes_at=now + timedelta(minutes=10), opens_at=now + timedelta(hours=1)
    )

    assert do_what_is_due(now) == 0
    assert do_what_is_due(now + timedelta(minutes=11)) == 2
    topic.refresh_from_db()
    other.refresh_from_db()
    assert (topic.locked_at is not None, topic.closes_at, other.pin) == (True, None, "")
    assert do_what_is_due(now + timedelta(minutes=12)) == 0
    assert do_what_is_due(now + timedelta(hours=2)) == 1
    topic.refresh_from_db()
    assert (topic.locked_at, topic.opens_at) == (None, None)
    by_rule = Decision.objects.filter(by="rule").order_by("at", "pk")
    assert sorted(row.kind for row in by_rule) == ["forum.lock", "forum.unlock", "forum.unpin"]


def test_many_are_one_batch_and_are_taken_back_together(moderator):
    mine = [make_topic() for _ in range(3)]
    foreign = make_topic(category=make_category(rights={"moderate": ["role:editor"]}))
    lock(actor=moderator, topic_id=mine[0].pk)

    outcome = moderate_many(actor=moderator, act="lock", ids=[*(t.pk for t in mine), foreign.pk, 9999], why=AD)

    assert (len(outcome.done), outcome.same, sum(outcome.refused.values())) == (2, 1, 2)
    assert {row.evidence["batch"] for row in Decision.objects.filter(pk__in=outcome.done)} == {outcome.batch}
    undo_batch(actor=moderator, decision_id=outcome.first)
    assert [t.locked_at is not None for t in Topic.objects.order_by("pk")] == [True, False, False, False]


def test_those_concerned_read_what_was_done_and_others_what_is_public(moderator):
    author, replier = make_viewer("Ada"), make_viewer("Bo")
    topic = make_topic(author)
    post = make_post(replier, topic)
    lock(actor=moderator, topic_id=topic.pk)
    hide_posts(actor=moderator, post_ids=[post.pk], why=AD)
    undone = feature(actor=moderator, topic_id=topic.pk)
    undo_act(actor=moderator, decision_id=undone.pk)

    def read(viewer, moderates=False):
        return [deed.act.key for deed in deeds_for(standpoint(viewer), topic.pk, moderates=moderates)]

    assert read(author) == ["lock", "feature"]
    assert read(replier) == ["lock", "hide_posts", "feature"]
    assert read(moderator, moderates=True) == ["lock", "hide_posts", "feature"]
    assert [deed.act.key for deed in notices(topic.pk)] == ["lock"]
    assert "Modi" not in notices(topic.pk)[0].text


def test_restoring_and_unlocking_are_acts_of_their_own(moderator):
    topic = make_topic()
    remove(actor=moderator, topic_id=topic.pk, why=AD)
    lock(actor=moderator, topic_id=topic.pk)

    restore(actor=moderator, topic_id=topic.pk)
    unlock(actor=moderator, topic_id=topic.pk)

    topic.refresh_from_db()
    assert (topic.removed_at, topic.locked_at) == (None, None)


def test_a_poll_is_not_made_of_a_discussion(moderator):
    with pytest.raises(Invalid):
        change_kind(actor=moderator, topic_id=make_topic().pk, kind="poll")
