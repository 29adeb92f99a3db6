"""Opening topics and replying."""

import pytest

from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.reply import reply
from steward.square.forum.models import Category, Follow, Post, ReadMark, Tag, Topic
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


def test_a_topic_has_its_first_post_and_is_counted_once():
    ada, category = make_viewer("Ada"), make_category()
    make_topic()

    topic = open_topic(actor=ada, category_id=category.pk, title="  怎么 升级？ ", source="**急**", tags=["升级"])

    assert (topic.title, topic.slug, topic.posts_count, topic.participants, topic.highest_number) == (
        "怎么 升级？", "怎么-升级", 1, 1, 1,
    )  # fmt: skip
    post = Post.objects.get(topic=topic)
    assert (post.number, post.source, post.cooked) == (1, "**急**", "<p><strong>急</strong></p>")
    category.refresh_from_db()
    assert (category.topics, category.posts) == (1, 1)
    assert list(Tag.objects.values_list("name", "topics")) == [("升级", 1)]
    assert Follow.objects.get(account=ada.own_id).automatic
    assert ReadMark.objects.get(account=ada.own_id).number == 1


def test_a_reply_gets_the_next_number_and_moves_every_counter():
    topic, bo = make_topic(), make_viewer("Bo")
    make_post(topic=make_topic())

    first, second = (make_post(author=bo, topic=topic) for _ in range(2))

    topic.refresh_from_db()
    assert (first.number, second.number) == (2, 3)
    assert (topic.posts_count, topic.participants, topic.last_author_id) == (3, 2, second.author_id)
    assert Category.objects.get(pk=topic.category_id).posts == 3


def test_the_same_form_sent_twice_posts_once():
    ada, topic = make_viewer(), make_topic()

    first = reply(actor=ada, topic_id=topic.pk, source="Once is enough.", once="token")
    again = reply(actor=ada, topic_id=topic.pk, source="Once is enough.", once="token")
    opened = [make_topic(author=ada, once="other").pk for _ in range(2)]

    assert first.pk == again.pk
    assert opened[0] == opened[1]
    assert Post.objects.filter(topic=topic).count() == 2


def test_the_same_words_are_refused_where_they_would_be_noise():
    ada, topic, other = make_viewer(), make_topic(), make_topic()
    words = "Has anybody tried turning it off and on again?"
    reply(actor=ada, topic_id=topic.pk, source=words)
    reply(actor=ada, topic_id=topic.pk, source="谢谢")

    for where in (topic, other):
        with pytest.raises(Invalid) as refused:
            reply(actor=ada, topic_id=where.pk, source=f" {words}\n")
        assert set(refused.value.errors) == {"source"}
    reply(actor=ada, topic_id=other.pk, source="谢谢")

    assert Post.objects.filter(topic=other).count() == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "a"}, "title"),
        ({"source": " \n "}, "source"),
        ({"kind": "poll"}, "options"),
        ({"kind": "song"}, "kind"),
        ({"tags": ["1", "2", "3", "4", "5", "6"]}, "tags"),
    ],
)
def test_what_cannot_be_a_topic_says_which_field(fields, field):
    with pytest.raises(Invalid) as refused:
        make_topic(**fields)

    assert set(refused.value.errors) == {field}
    assert not Topic.objects.exists()
    assert not Tag.objects.exists()


def test_a_category_one_may_not_see_does_not_exist_and_one_may_not_write_in_says_so():
    ada = make_viewer()
    hidden, closed = make_category(rights={"see": ["role:moderator"]}), make_category(rights={"post": [], "reply": []})

    with pytest.raises(NotFound):
        make_topic(author=ada, category=hidden)
    with pytest.raises(Forbidden):
        make_topic(author=ada, category=closed)

    assert not Topic.objects.exists()
