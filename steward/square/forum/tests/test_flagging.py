"""Posts that are reported, judged and held back; screens of upper rooms."""

import pytest

from steward.foundation.kernel import registry
from steward.foundation.kernel.contracts import Draft, Screened
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.people.restraints.public import impose
from steward.square.forum.actions.answer_flag import answer_flag, take_back
from steward.square.forum.actions.edit_post import Heading, edit_post
from steward.square.forum.actions.reply import reply
from steward.square.forum.cooking import LONGEST
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post, Topic, TopicTag
from steward.square.forum.queries.flagged import around, flagged, may_judge, may_report
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> list:
    """The screens in force: none, until a test adds its own."""
    mine: list = []
    monkeypatch.setitem(registry._items, "screens", mine)
    return mine


def state(post: Post) -> str:
    return Post.objects.get(pk=post.pk).state


def test_a_reply_is_hidden_and_comes_back(moderator):
    topic = make_topic()
    post, other = make_post(topic=topic), make_post(topic=topic)

    decision = answer_flag(moderator, "hide", post.pk, "ad", "第二条")

    assert (state(post), state(other)) == (PostState.HIDDEN, PostState.VISIBLE)
    assert flagged([post.pk])[post.pk].state == "hidden"
    take_back(moderator, decision)
    assert state(post) == PostState.VISIBLE
    assert Topic.objects.get(pk=topic.pk).posts_count == 3


def test_the_first_post_stands_for_its_topic(moderator):
    topic = make_topic()
    first = Post.objects.get(topic=topic, number=1)

    decision = answer_flag(moderator, "hide", first.pk, "ad", "")

    assert Topic.objects.get(pk=topic.pk).hidden_at is not None
    assert answer_flag(moderator, "hide", first.pk, "ad", "") == 0
    take_back(moderator, decision)
    assert Topic.objects.get(pk=topic.pk).hidden_at is None


def test_what_one_does_not_moderate_one_does_not_judge(analyst, moderator):
    post = make_post()
    one = flagged([post.pk])[post.pk]

    assert (bool(may_judge(analyst, one)), bool(may_judge(moderator, one))) == (False, True)
    with pytest.raises(Forbidden):
        answer_flag(analyst, "hide", post.pk, "ad", "")
    with pytest.raises(Invalid):
        answer_flag(moderator, "mute", post.pk, "ad", "")
    assert state(post) == PostState.VISIBLE


def test_members_report_what_they_can_see_and_is_not_their_own():
    author, reader = make_viewer(), make_viewer()
    secret = make_category(rights={"see": ["role:moderator"], "post": ["members"], "reply": ["members"]})
    post, hidden = make_post(author), make_post(topic=make_topic(make_viewer(role="moderator"), secret),
                                                author=make_viewer(role="moderator"))  # fmt: skip

    assert may_report(reader, post.pk)
    assert not may_report(author, post.pk)
    with pytest.raises(NotFound):
        may_report(reader, hidden.pk)


def test_the_words_around_are_the_nearest_in_their_order():
    topic = make_topic()
    posts = [make_post(topic=topic) for _ in range(9)]
    make_post()

    near = around(posts[4].pk)

    assert [one.id for one in near] == [post.pk for post in posts[1:8]]


def test_a_screen_holds_what_is_read_before_it_is_shown(screens):
    seen: list[int] = []
    screens.append(lambda draft: Screened(hold="words", settle=seen.append) if "spam" in draft.text else Screened())
    topic = make_topic()

    fine, held = make_post(topic=topic, source="tea"), make_post(topic=topic, source="**spam** tea")

    assert (state(fine), state(held)) == (PostState.VISIBLE, PostState.WAITING)
    assert seen == [held.pk]
    assert Topic.objects.get(pk=topic.pk).posts_count == 2


def test_a_screen_refuses_with_its_sentence_and_nothing_is_stored(screens):
    topic = make_topic()
    screens.append(lambda _draft: Screened(refuse="Slow down."))

    with pytest.raises(Invalid, match="Slow down"):
        reply(actor=make_viewer(), topic_id=topic.pk, source="again")

    assert Post.objects.filter(topic=topic).count() == 1


def test_what_a_screen_replaces_is_what_is_stored_and_the_next_one_sees_it(screens):
    drafts: list[Draft] = []
    screens.append(lambda draft: Screened(source=draft.source.replace("damn", "***"), tags=("heated",)))
    screens.append(lambda draft: drafts.append(draft) or Screened())

    topic = make_topic(source="damn tea")

    assert Post.objects.get(topic=topic).source == "*** tea"
    assert [draft.source for draft in drafts] == ["*** tea"]
    assert list(TopicTag.objects.filter(topic=topic).values_list("tag__key", flat=True)) == ["heated"]


def test_an_edit_that_is_held_goes_out_of_sight(screens):
    author = make_viewer()
    topic = make_topic()
    post = make_post(author, topic, source="tea")
    screens.append(lambda draft: Screened(hold="words") if draft.edits else Screened())

    edit_post(actor=author, post_id=post.pk, source="spam", version=1)

    assert state(post) == PostState.WAITING
    assert Topic.objects.get(pk=topic.pk).posts_count == 1


def test_the_muted_in_one_category_write_in_the_others(moderator):
    author = make_viewer()
    quiet, free = make_topic(), make_topic()
    impose(actor=moderator, account_id=author.own_id, kind="mute", by="judgement:1",
           scope=f"category:{quiet.category_id}")  # fmt: skip
    author = viewer_of(Account.objects.get(pk=author.account_id))

    with pytest.raises(Forbidden):
        reply(actor=author, topic_id=quiet.pk, source="hello")
    reply(actor=author, topic_id=free.pk, source="hello")

    assert (Post.objects.filter(topic=quiet).count(), Post.objects.filter(topic=free).count()) == (1, 2)


def test_the_restricted_wait_for_review_like_newcomers(moderator):
    author = make_viewer()
    impose(actor=moderator, account_id=author.own_id, kind="restrict", by="judgement:1")
    author = viewer_of(Account.objects.get(pk=author.account_id))

    post = reply(actor=author, topic_id=make_topic().pk, source="hello")

    assert post.state == PostState.WAITING


def test_a_topic_that_is_moved_by_an_edit_is_screened_where_it_goes(screens):
    author, watched = make_viewer(), make_category()
    topic = make_topic(author)
    post = Post.objects.get(topic=topic, number=1)
    place = f"category:{watched.pk}"
    screens.append(lambda draft: Screened(refuse="Not here." if draft.place == place else ""))

    with pytest.raises(Invalid, match="Not here"):
        edit_post(
            actor=author, post_id=post.pk, source="Buy!", version=post.version, heading=Heading(category_id=watched.pk)
        )
    assert Topic.objects.get(pk=topic.pk).category_id == topic.category_id
    assert edit_post(actor=author, post_id=post.pk, source="Buy!", version=post.version).source == "Buy!"


def test_words_that_a_screen_makes_too_long_are_refused_and_not_stored(screens):
    author, topic = make_viewer(), make_topic()
    screens.append(lambda draft: Screened(source=draft.source + "x" * LONGEST))

    with pytest.raises(Invalid, match="at most"):
        reply(actor=author, topic_id=topic.pk, source="A word.")
    assert Post.objects.filter(topic=topic).count() == 1
