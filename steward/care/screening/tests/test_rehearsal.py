"""Rehearsals: a version of a rule over what was said, against what people decided."""

from datetime import timedelta

import pytest

from steward.care.screening.actions.rehearse import ask_rehearsal, rehearse
from steward.care.screening.actions.write_rule import write_rule
from steward.care.screening.models import Hit, Rule
from steward.care.screening.public import forget_decision, remember_decision
from steward.care.screening.queries.personal import erase_hits, personal_hits
from steward.care.screening.tests.rules_here import CASINO, body, make_rule, make_source, say
from steward.foundation.jobs.models import Job
from steward.foundation.jobs.public import run
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden
from steward.square.forum.actions.flow import flow
from steward.square.forum.tests.square import make_post, make_topic
from steward.stream.activity.public import Activity

pytestmark = pytest.mark.django_db


def activity(words: str) -> Activity:
    return Activity.objects.get(body=words)


def test_a_rehearsal_counts_by_day_and_channel_and_does_nothing(owner):
    source = make_source()
    say(source, "a casino", "路口交通", "博彩 and more", at=clock.now() - timedelta(days=2))
    say(source, "an old casino", at=clock.now() - timedelta(days=40), first=10)
    rule = make_rule(mode="off")

    row = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk, days=30).pk)

    assert (row.screened, row.hits) == (3, 2)
    assert list(row.counts["places"].values()) == [2]
    assert sum(row.counts["days"].values()) == 2
    assert [one["excerpt"] for one in row.samples] == ["a casino", "博彩 and more"]
    assert [one["reasons"][0]["detail"] for one in row.samples] == ["casino", "博彩"]
    assert row.cost_ms > 0
    assert not Hit.objects.exists()


def test_it_runs_as_a_job_and_says_what_the_rule_costs(owner):
    say(make_source(), "a casino")
    rule = make_rule(mode="off")
    row = ask_rehearsal(actor=owner, rule_id=rule.pk)

    run(row.job_id)

    assert Job.objects.get(pk=row.job_id).result == {"screened": 1, "hits": 1}
    assert Rule.objects.get().cost_ms is not None


def test_it_says_where_people_decided_otherwise(owner):
    say(make_source(), "a casino", "a casino in a novel", "gambling!", "路口交通", "nobody decided about this casino")
    topic = make_topic()
    post = make_post(topic=topic, source="our casino")
    flow()
    remember_decision("activity", activity("a casino").pk, True, "gamble")
    remember_decision("activity", activity("a casino in a novel").pk, False)
    remember_decision("activity", activity("gambling!").pk, True, "gamble")
    remember_decision("activity", activity("路口交通").pk, False)
    remember_decision("post", post.pk, True, "gamble")
    rule = make_rule(mode="off")

    row = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk)

    assert row.agreement == {"both": 2, "only_rule": 1, "only_people": 1, "neither": 1}
    assert [(one["excerpt"], one["hit"], one["upheld"]) for one in row.samples[:2]] == [
        ("a casino in a novel", True, False),
        ("gambling!", False, True),
    ]


def test_the_last_decision_counts_and_can_be_forgotten(owner):
    say(make_source(), "a casino")
    about = activity("a casino").pk
    rule = make_rule(mode="off")

    remember_decision("activity", about, True)
    remember_decision("activity", about, False)
    first = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk).agreement
    forget_decision("activity", about)
    second = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk).agreement

    assert (first, second) == ({"only_rule": 1}, {})


def test_a_rehearsal_is_of_the_version_it_was_asked_for(owner):
    say(make_source(), "a casino", "a poker night")
    rule = make_rule(mode="off")
    row = ask_rehearsal(actor=owner, rule_id=rule.pk)
    write_rule(actor=owner, rule_id=rule.pk, body=body({"terms": ["poker"]}))

    done = rehearse(row.pk)

    assert [one["excerpt"] for one in done.samples] == ["a casino"]


def test_authors_are_known_by_what_they_had_done_until_then(owner):
    source = make_source()
    say(source, "one", "two", "three", at=clock.now() - timedelta(days=3))
    say(source, "hi", who="u2", at=clock.now() - timedelta(days=2), first=20)
    rule = make_rule({"all": [{"posts": {"below": 2}}, {"age_days": {"below": 1}}]}, {"kind": "flag"}, mode="off")

    row = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk)

    assert sorted(one["excerpt"] for one in row.samples) == ["hi", "one", "two"]


def test_a_rule_for_a_category_meets_the_posts_of_the_square(owner):
    topic = make_topic()
    make_post(topic=topic, source="a casino here")
    make_post(topic=make_topic(), source="a casino there")
    flow()
    rule = make_rule(CASINO, mode="off", places=[f"category:{topic.category_id}"])

    row = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk)

    assert [one["excerpt"] for one in row.samples] == ["a casino here"]


def test_who_may_not_see_rules_does_not_rehearse(analyst):
    rule = make_rule(mode="off")

    with pytest.raises(Forbidden):
        ask_rehearsal(actor=analyst, rule_id=rule.pk)

    assert not Job.objects.exists()


def test_an_erased_member_leaves_no_words_in_hits_and_samples(owner):
    source = make_source()
    say(source, "my casino")
    say(source, "her casino", who="u2", first=10)
    rule = make_rule(mode="shadow")
    row = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk)
    from steward.care.screening.actions.follow import follow

    follow()
    member = activity("my casino").identity.member_id
    assert [hit["excerpt"] for hit in personal_hits(member)] == ["my casino"]

    erased = erase_hits(member)

    row.refresh_from_db()
    assert erased == 2
    assert [one["excerpt"] for one in row.samples] == ["her casino"]
    assert sorted(Hit.objects.values_list("excerpt", flat=True)) == ["", "her casino"]
    assert Hit.objects.count() == 2
