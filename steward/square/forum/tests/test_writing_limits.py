"""What newcomers may, how often, and what waits for review; what is locked, archived and slow."""

from datetime import timedelta

import pytest

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.react import react
from steward.square.forum.actions.reply import reply
from steward.square.forum.models import Category, Post, Reaction, Topic
from steward.square.forum.rules.limits import again_at, when
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer, set_rule

pytestmark = pytest.mark.django_db


def test_a_newcomers_post_holds_two_links_and_a_known_members_more():
    topic, links = make_topic(), "https://a.example/1 https://b.example/2 https://c.example/3"
    new, known = make_viewer(level=0), make_viewer(level=1)

    with pytest.raises(Invalid) as refused:
        reply(actor=new, topic_id=topic.pk, source=links)

    assert refused.value.errors == {
        "source": "At your trust level a post may hold 2 links. This one has 3.",
    }
    assert Post.objects.filter(topic=topic).count() == 1
    assert reply(actor=known, topic_id=topic.pk, source=links).number == 2


def test_a_newcomer_opens_three_topics_a_day_and_is_told_when_the_next():
    new, category, noon = make_viewer(level=0), make_category(), clock.now().replace(hour=4, minute=0, second=0)
    for hour in range(3):
        open_topic(
            actor=new,
            category_id=category.pk,
            title=f"Topic {hour}",
            source=f"Words {hour}",
            now=noon + timedelta(hours=hour),
        )

    with pytest.raises(Forbidden) as refused:
        open_topic(actor=new, category_id=category.pk, title="One more", source="More", now=noon + timedelta(hours=4))

    assert refused.value.why == (
        "At your trust level one may open 3 topics a day. You can open the next one tomorrow at 12:00."
    )
    assert Topic.objects.filter(category=category).count() == 3
    later = noon + timedelta(hours=24, minutes=1)
    assert open_topic(actor=new, category_id=category.pk, title="Next day", source="Again", now=later).pk


def test_between_two_posts_of_a_newcomer_lies_a_pause():
    new, topic, now = make_viewer(level=0), make_topic(), clock.now()
    reply(actor=new, topic_id=topic.pk, source="First.", now=now)

    with pytest.raises(Forbidden, match="in 10 seconds"):
        reply(actor=new, topic_id=topic.pk, source="Second.", now=now + timedelta(seconds=5))

    assert reply(actor=new, topic_id=topic.pk, source="Second.", now=now + timedelta(seconds=15)).number == 3


def test_reactions_of_a_day_are_limited():
    set_rule(0, allows={"reactions_a_day": 1})
    new, first, second = make_viewer(level=0), make_post(), make_post()
    react(actor=new, post_id=first.pk, emoji="👍")

    with pytest.raises(Forbidden, match="1 reaction a day"):
        react(actor=new, post_id=second.pk, emoji="👍")

    assert Reaction.objects.count() == 1


def test_first_posts_wait_where_the_team_wants_it_and_count_nowhere():
    set_rule(0, allows={"reviewed_first": 1, "pause_seconds": 0})
    new, other, topic = make_viewer(level=0), make_viewer(level=2), make_topic()

    waiting = reply(actor=new, topic_id=topic.pk, source="Hello, I am new.")
    opened = make_topic(author=new)

    topic.refresh_from_db()
    assert (waiting.state, topic.posts_count, opened.waiting, opened.posts_count) == ("waiting", 1, True, 0)
    assert Category.objects.get(pk=opened.category_id).topics == 0
    assert reply(actor=other, topic_id=topic.pk, source="Hello.").state == "visible"
    with pytest.raises(NotFound):
        reply(actor=other, topic_id=opened.pk, source="I cannot see this.")
    assert Fact.objects.filter(type="forum.post_posted", data__waiting=True).count() == 1


@pytest.mark.parametrize(
    ("of_topic", "of_category"),
    [
        ({"locked_at": clock.now()}, {}),
        ({"closes_at": clock.now() - timedelta(minutes=1)}, {}),
        ({}, {"archived_at": clock.now()}),
        ({}, {"rights": {"see": ["everyone"], "reply": ["trust:4"], "moderate": ["role:moderator"]}}),
    ],
)
def test_where_nothing_may_be_written_nothing_changes(of_topic, of_category):
    member, topic = make_viewer(level=2), make_topic()
    Topic.objects.filter(pk=topic.pk).update(**of_topic)
    Category.objects.filter(pk=topic.category_id).update(**of_category)
    facts = Fact.objects.count()

    with pytest.raises(Forbidden):
        reply(actor=member, topic_id=topic.pk, source="May I?")

    assert (Post.objects.filter(topic=topic).count(), Fact.objects.count()) == (1, facts)


def test_moderators_write_in_locked_topics(moderator):
    topic = make_topic()
    Topic.objects.filter(pk=topic.pk).update(locked_at=clock.now())

    assert reply(actor=moderator, topic_id=topic.pk, source="Closed because it is settled.").number == 2


def test_slow_mode_of_the_topic_or_the_category_makes_people_wait(moderator):
    ada, now = make_viewer(), clock.now()
    category = make_category(slow_seconds=600)
    topic = make_topic(category=category, at=now)
    reply(actor=ada, topic_id=topic.pk, source="One.", now=now)

    with pytest.raises(Forbidden, match="in 5 minutes"):
        reply(actor=ada, topic_id=topic.pk, source="Two.", now=now + timedelta(minutes=5))
    for n in range(2):
        reply(actor=moderator, topic_id=topic.pk, source=f"As moderator, {n}.", now=now + timedelta(minutes=n))

    assert reply(actor=ada, topic_id=topic.pk, source="Two.", now=now + timedelta(minutes=10)).number == 5


def test_a_stranger_who_may_not_write_is_told_why(stranger):
    from steward.people.joining.models import Profile

    topic = make_topic()
    make_post(author=stranger, topic=topic)
    Profile.objects.filter(account=stranger.account).update(state="waiting")

    with pytest.raises(Forbidden) as refused:
        reply(actor=stranger, topic_id=topic.pk, source="And now?")

    assert refused.value.why
    assert Post.objects.filter(topic=topic).count() == 2


def test_again_at_is_a_day_after_the_one_that_makes_it_too_many():
    now = clock.now()
    times = [now - timedelta(hours=30), now - timedelta(hours=20), now - timedelta(hours=1)]

    assert again_at(times, 3, now) is None
    assert again_at(times, 2, now) == now + timedelta(hours=4)
    assert again_at(times, None, now) is None
    assert again_at([], 0, now) == now + timedelta(days=1)


def test_when_says_how_long():
    noon = clock.now().replace(hour=4, minute=0, second=0, microsecond=0)

    said = [when(noon + timedelta(seconds=seconds), noon) for seconds in (0, 1, 89, 90, 3599, 3600, 86400)]

    assert said == [
        "in 1 second", "in 1 second", "in 89 seconds", "in 2 minutes", "in 60 minutes", "today at 13:00",
        "tomorrow at 12:00",
    ]  # fmt: skip


def test_a_token_without_the_scope_writes_nothing():
    from dataclasses import replace

    ada, topic = make_viewer(), make_topic()
    token = replace(ada, scopes=frozenset({"members.view"}))

    with pytest.raises(Forbidden, match=r"forum\.write"):
        reply(actor=token, topic_id=topic.pk, source="Through a token.")

    assert reply(actor=replace(ada, scopes=frozenset({"forum.write"})), topic_id=topic.pk, source="Well.").number == 2
