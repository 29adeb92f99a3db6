"""Accepting, reacting, voting, signing up, taking back, following, keeping."""

from datetime import timedelta

import pytest

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.joining.public import ensure_identity
from steward.people.members.public import Member
from steward.square.forum.actions.accept_answer import accept, unaccept
from steward.square.forum.actions.bookmark import bookmark, unbookmark
from steward.square.forum.actions.follow import follow
from steward.square.forum.actions.join_chain import join_chain, leave_chain
from steward.square.forum.actions.react import react
from steward.square.forum.actions.remove_post import remove_own, restore_own
from steward.square.forum.actions.reply import reply
from steward.square.forum.actions.vote import vote
from steward.square.forum.models import Bookmark, Category, Follow, Poll, PollOption, Post, Topic
from steward.square.forum.queries.chains import as_text, chain_of
from steward.square.forum.queries.polls import poll_of
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


def facts(kind):
    return Fact.objects.filter(type=kind).count()


def test_the_asker_accepts_one_answer_and_may_change_their_mind():
    asker, topic = make_viewer(), None
    topic = make_topic(author=asker, kind="question")
    first, second = make_post(topic=topic), make_post(topic=topic)

    assert accept(actor=asker, post_id=first.pk)
    assert not accept(actor=asker, post_id=first.pk)
    assert accept(actor=asker, post_id=second.pk)
    assert not unaccept(actor=asker, post_id=first.pk)

    topic.refresh_from_db()
    assert topic.accepted_id == second.pk
    assert facts("forum.answer_accepted") == 2


def test_nobody_else_accepts_and_nothing_but_an_answer(moderator):
    asker = make_viewer()
    question, talk = make_topic(author=asker, kind="question"), make_topic(author=asker)
    answer = make_post(topic=question)
    opening = Post.objects.get(topic=question, number=1)

    for actor, post in [(make_viewer(), answer), (asker, opening), (asker, make_post(topic=talk))]:
        with pytest.raises(Forbidden):
            accept(actor=actor, post_id=post.pk)
    assert Topic.objects.filter(accepted__isnull=False).count() == 0
    assert accept(actor=moderator, post_id=answer.pk)


def test_reactions_toggle_and_are_counted_on_the_post_and_the_topic():
    ada, bo, topic = make_viewer(), make_viewer(), make_topic()
    post = make_post(topic=topic)

    react(actor=ada, post_id=post.pk, emoji="🎉")
    react(actor=ada, post_id=post.pk, emoji="👍")
    react(actor=bo, post_id=post.pk, emoji="👍")
    assert react(actor=bo, post_id=post.pk, emoji="🎉")
    assert not react(actor=bo, post_id=post.pk, emoji="🎉")
    assert react(actor=bo, post_id=post.pk, emoji="👍", give=True)

    post.refresh_from_db()
    topic.refresh_from_db()
    assert post.reactions == {"👍": 2, "🎉": 1}
    assert (post.reactions_count, topic.reactions) == (3, 3)
    assert (facts("forum.reaction_given"), facts("forum.reaction_taken")) == (4, 1)


def test_nobody_reacts_to_their_own_post_nor_with_anything():
    ada = make_viewer()
    post = make_post(author=ada)

    with pytest.raises(Forbidden):
        react(actor=ada, post_id=post.pk, emoji="👍")
    with pytest.raises(Invalid):
        react(actor=make_viewer(), post_id=post.pk, emoji="🍕")

    post.refresh_from_db()
    assert post.reactions == {}


def test_a_vote_can_be_changed_and_taken_back():
    topic = make_topic(kind="poll", poll=PollSpec(("tea", "coffee", "water"), choices=2, show_results="voted"))
    tea, coffee, water = PollOption.objects.filter(poll__topic=topic).values_list("pk", flat=True)
    ada, bo = make_viewer(), make_viewer()

    vote(actor=ada, topic_id=topic.pk, options=[tea, coffee])
    vote(actor=bo, topic_id=topic.pk, options=[tea])
    vote(actor=ada, topic_id=topic.pk, options=[water, tea])
    with pytest.raises(Invalid):
        vote(actor=bo, topic_id=topic.pk, options=[tea, coffee, water])

    poll = poll_of(topic.pk)
    assert [(row.text, row.votes) for row in poll.options] == [("tea", 2), ("coffee", 0), ("water", 1)]
    assert poll.voters == 2
    assert not poll.shows()
    assert poll.shows(frozenset({tea}))
    vote(actor=bo, topic_id=topic.pk, options=[])
    assert poll_of(topic.pk).voters == 1


def test_a_closed_poll_takes_no_votes():
    now = clock.now()
    spec = PollSpec(("yes", "no"), closes_at=now + timedelta(hours=1))
    topic = make_topic(kind="poll", poll=spec, at=now)
    option = PollOption.objects.filter(poll__topic=topic).first()

    with pytest.raises(Forbidden):
        vote(actor=make_viewer(), topic_id=topic.pk, options=[option.pk], now=now + timedelta(hours=2))

    assert Poll.objects.get().voters == 0


def test_a_chain_keeps_the_order_and_lets_the_next_one_in():
    topic = make_topic(title="周六徒步", kind="chain", chain=ChainSpec(limit=2, example="姓名 + 车位"))
    ada, bo, chen = (make_viewer(name) for name in ("Ada", "Bo", "陈晨"))
    for viewer in (ada, bo, chen):
        join_chain(actor=viewer, topic_id=topic.pk, text="带水")
    join_chain(actor=ada, topic_id=topic.pk, text="带两个孩子", people=3)

    before = chain_of(topic.pk)
    assert [(row.name, row.waits) for row in before.entries] == [("Ada", False), ("Bo", False), ("陈晨", True)]
    assert as_text("周六徒步", before).splitlines()[:5] == [
        "#接龙", "周六徒步", "For example: 姓名 + 车位", "", "1. Ada 带两个孩子 +2",
    ]  # fmt: skip
    assert leave_chain(actor=ada, topic_id=topic.pk)
    assert not leave_chain(actor=ada, topic_id=topic.pk)

    assert [(row.place, row.name, row.waits) for row in chain_of(topic.pk).entries] == [
        (1, "Bo", False), (2, "陈晨", False),
    ]  # fmt: skip
    risen = Fact.objects.filter(type="forum.chain_joined", data__left=True).get().data["risen"]
    assert risen == ensure_identity(chen.account).pk


def test_ones_own_post_can_be_taken_back_and_brought_again():
    asker, ada = make_viewer(), make_viewer()
    topic = make_topic(author=asker, kind="question")
    post = make_post(author=ada, topic=topic)
    accept(actor=asker, post_id=post.pk)

    remove_own(actor=ada, post_id=post.pk)
    topic.refresh_from_db()
    assert (topic.posts_count, topic.participants, topic.accepted_id) == (1, 1, None)
    restore_own(actor=ada, post_id=post.pk)

    topic.refresh_from_db()
    assert (topic.posts_count, topic.participants, topic.accepted_id, topic.last_author_id) == (
        2, 2, post.pk, post.author_id,
    )  # fmt: skip
    assert Category.objects.get(pk=topic.category_id).posts == 2


def test_a_topic_goes_only_while_nobody_has_answered():
    ada = make_viewer()
    topic, answered = make_topic(author=ada, tags=["茶"]), make_topic(author=ada)
    make_post(topic=answered)
    first = Post.objects.get(topic=topic, number=1)

    with pytest.raises(Forbidden):
        remove_own(actor=ada, post_id=Post.objects.get(topic=answered, number=1).pk)
    with pytest.raises(Forbidden):
        remove_own(actor=make_viewer(), post_id=first.pk)
    remove_own(actor=ada, post_id=first.pk)

    category = Category.objects.get(pk=topic.category_id)
    assert (category.topics, category.posts) == (0, 0)
    with pytest.raises(NotFound):
        reply(actor=make_viewer(), topic_id=topic.pk, source="Is anybody there?")
    restore_own(actor=ada, post_id=first.pk)
    category.refresh_from_db()
    assert (category.topics, category.posts, Post.objects.get(pk=first.pk).state) == (1, 1, "visible")


def test_what_the_team_removed_stays_removed():
    ada = make_viewer()
    post = make_post(author=ada)
    Post.objects.filter(pk=post.pk).update(state="removed", state_reason="spam")

    with pytest.raises(Forbidden):
        restore_own(actor=ada, post_id=post.pk)

    assert Post.objects.get(pk=post.pk).state == "removed"


def test_following_is_set_changed_and_ended_and_only_of_what_one_sees():
    ada, bo, topic = make_viewer(), make_viewer(), make_topic()
    hidden = make_topic(author=None, category=make_category())
    Category.objects.filter(pk=hidden.category_id).update(rights={"see": ["role:moderator"]})
    from steward.square.forum.queries import places

    places._kept = None
    bo_member = Member.objects.get(account=bo.own_id)

    assert follow(actor=ada, target="topic", target_id=topic.pk, level="following")
    assert not follow(actor=ada, target="topic", target_id=topic.pk, level="following")
    assert follow(actor=ada, target="topic", target_id=topic.pk, level="muted")
    assert follow(actor=ada, target="member", target_id=bo_member.pk, level="following")
    with pytest.raises(Invalid):
        follow(actor=bo, target="member", target_id=bo_member.pk, level="following")
    with pytest.raises(NotFound):
        follow(actor=ada, target="topic", target_id=hidden.pk, level="following")

    assert set(Follow.objects.filter(account=ada.own_id).values_list("target", "level")) == {
        ("topic", "muted"), ("member", "following"),
    }  # fmt: skip
    assert follow(actor=ada, target="topic", target_id=topic.pk, level="")
    assert Follow.objects.filter(account=ada.own_id, target="topic").count() == 0


def test_a_bookmark_keeps_note_and_reminder():
    ada, post, now = make_viewer(), make_post(), clock.now()

    bookmark(actor=ada, post_id=post.pk, note=" read  later ", remind_at=now + timedelta(days=1))
    bookmark(actor=ada, post_id=post.pk, note="again")
    with pytest.raises(Invalid):
        bookmark(actor=ada, post_id=post.pk, remind_at=now - timedelta(days=1))

    assert list(Bookmark.objects.values_list("note", "remind_at")) == [("again", None)]
    assert unbookmark(actor=ada, post_id=post.pk)
    assert not unbookmark(actor=ada, post_id=post.pk)
