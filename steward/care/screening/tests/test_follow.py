"""What other channels bring is screened after it arrived."""

from datetime import timedelta

import pytest

from steward.care.screening.actions import follow as following
from steward.care.screening.actions.follow import CONSUMER, follow
from steward.care.screening.models import Hit
from steward.care.screening.tasks import screen_what_arrived
from steward.care.screening.tests.rules_here import CASINO, LONG_AGO, make_rule, make_source, say
from steward.foundation.journal.models import Fact
from steward.foundation.journal.public import latest, position, rewind
from steward.foundation.kernel import clock
from steward.square.forum.actions.flow import flow
from steward.square.forum.tests.square import make_post, make_topic
from steward.stream.activity.public import Activity

pytestmark = pytest.mark.django_db


def hit_words() -> list[str]:
    return list(Hit.objects.order_by("pk").values_list("excerpt", flat=True))


def test_what_arrives_is_hit_and_announced_as_an_activity():
    rule = make_rule(CASINO, {"kind": "flag"})
    say(make_source(), "hello everyone", "join our casino")

    follow()

    hit = Hit.objects.get()
    spam = Activity.objects.get(body="join our casino")
    assert (hit.kind, hit.subject_id, hit.identity_id) == ("activity", spam.pk, spam.identity_id)
    fact = Fact.objects.get(type="screening.rule_hit")
    assert (fact.data["rule_id"], fact.data["acts"]) == (rule.pk, ["flag"])


def test_reading_the_stream_again_changes_nothing():
    make_rule()
    say(make_source(), "a casino", "another casino", "路口交通")

    follow()
    before = list(Hit.objects.values_list("pk", flat=True))
    rewind(CONSUMER)
    follow()

    assert list(Hit.objects.values_list("pk", flat=True)) == before
    assert len(before) == 2
    assert Fact.objects.filter(type="screening.rule_hit").count() == 2


def test_a_consumer_killed_in_the_middle_of_a_batch_leaves_nothing_and_goes_on(monkeypatch):
    make_rule()
    say(make_source(), *[f"casino {n}" for n in range(5)])
    write, calls = following.write_hits, []

    def dies(*args):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write(*args)

    monkeypatch.setattr(following, "write_hits", dies)
    with pytest.raises(KeyboardInterrupt):
        follow()
    assert (Hit.objects.count(), position(CONSUMER)) == (0, 0)

    monkeypatch.setattr(following, "write_hits", write)
    follow()

    assert hit_words() == [f"casino {n}" for n in range(5)]


def test_the_squares_own_posts_are_not_screened_a_second_time():
    make_rule(CASINO, {"kind": "flag"})
    post = make_post(topic=make_topic(), source="a casino on the square")
    flow()
    assert Activity.objects.filter(key=f"post-{post.pk}").exists()

    follow()

    assert list(Hit.objects.values_list("kind", "subject_id")) == [("post", post.pk)]


def test_history_that_is_imported_is_left_to_rehearsals():
    make_rule()
    say(make_source(), "an old casino", at=clock.now() - LONG_AGO)

    follow()

    assert hit_words() == []


def test_a_channel_a_rule_is_not_meant_for_is_left_alone():
    source = make_source()
    say(source, "first")
    channel = source.channels.get()
    make_rule(places=[f"channel:{channel.pk + 1}"])
    say(source, "a casino", first=2)

    follow()

    assert hit_words() == []


def test_a_rule_that_counts_looks_back_at_what_the_author_said_before():
    source = make_source()
    say(source, "one", "two", "three", at=clock.now() - timedelta(minutes=30))
    say(source, "from somebody else", who="u2", first=50)
    make_rule({"rate": {"more_than": 3, "minutes": 60}}, {"kind": "flag"})
    rewind(CONSUMER, latest("stream")["stream"])
    say(source, "four", first=10, at=clock.now() - timedelta(minutes=5))

    follow()

    assert hit_words() == ["four"]


def test_the_schedule_begins_at_the_end_of_the_stream():
    source = make_source()
    say(source, "a casino before there were rules")
    screen_what_arrived()
    make_rule()
    say(source, "a casino", first=2)

    screen_what_arrived()

    assert hit_words() == ["a casino"]
