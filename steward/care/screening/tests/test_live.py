"""A rule in use: what it does to a post, what it only notes, what it keeps."""

import pytest

from steward.care.screening.enums import Mode, Outcome
from steward.care.screening.models import Hit
from steward.care.screening.public import hits_of, judged
from steward.care.screening.queries.compiled import compiled
from steward.care.screening.queries.hits import hits_for, records_for
from steward.care.screening.tests.rules_here import CASINO, HOLD, make_rule
from steward.foundation.journal.models import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Draft
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Invalid
from steward.people.notify.models import Notification
from steward.square.forum.public import TopicTag
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
DRAFT = Draft(kind="post", account_id=None, identity_id=None, title="", source="come to my casino", text="")


def screen(**fields: object):
    from dataclasses import replace

    (function,) = items("screens")
    return function(replace(DRAFT, **fields))


def test_a_live_rule_holds_a_post_and_writes_down_why():
    rule = make_rule(CASINO, HOLD)
    topic = make_topic()
    make_post(topic=topic, source="Nothing to see, 路口交通 is fine.")

    held = make_post(topic=topic, source="Visit our casino tonight")

    assert held.state == "waiting"
    (hit,) = hits_of("post", held.pk)
    assert (hit.rule, hit.version, hit.mode, hit.acts) == (
        rule,
        1,
        Mode.LIVE,
        [{"kind": "hold", "value": "", "to": ""}],
    )
    assert [(one["detail"], one["start"], one["end"]) for one in hit.reasons if one["start"] >= 0] == [
        ("casino", 10, 16)
    ]
    assert Hit.objects.count() == 1


def test_its_decision_says_which_rule_in_which_version_and_the_fact_names_the_post():
    rule = make_rule()
    held = make_post(topic=make_topic(), source="a casino")

    decision = Decision.objects.get(kind="screening.hit")
    fact = Fact.objects.get(type="screening.rule_hit")

    assert (decision.by, decision.version, decision.subject) == ("rule", "no-casinos v1", f"post:{held.pk}")
    assert decision.account is None
    assert (fact.data["kind"], fact.data["subject_id"], fact.data["rule_id"]) == ("post", held.pk, rule.pk)
    assert fact.data["acts"] == ["hold"]


def test_a_rule_in_shadow_does_nothing_but_note_it():
    make_rule(CASINO, HOLD, {"kind": "replace"}, {"kind": "notify"}, mode="shadow")

    post = make_post(topic=make_topic(), source="a casino")

    assert (post.state, post.source) == ("visible", "a casino")
    assert [hit.mode for hit in Hit.objects.all()] == [Mode.SHADOW]
    assert hits_of("post", post.pk) == []
    assert not Fact.objects.filter(type="screening.rule_hit").exists()
    assert not Decision.objects.filter(kind="screening.hit").exists()
    assert not Notification.objects.filter(kind__startswith="screening").exists()


def test_a_rule_replaces_what_it_found_and_keeps_what_stood_there():
    make_rule({"terms": ["casino"]}, {"kind": "replace", "value": "[…]"})

    post = make_post(topic=make_topic(), source="my **casino** is open")

    assert post.source == "my **[…]** is open"
    hit = Hit.objects.get()
    assert (hit.before, hit.after) == ("my **casino** is open", "my **[…]** is open")


def test_two_rules_that_replace_both_do():
    make_rule({"terms": ["casino"]}, {"kind": "replace", "value": "×"})
    make_rule({"terms": ["poker"]}, {"kind": "replace", "value": "○"})

    said = screen(source="casino and poker")

    assert said.source == "× and ○"


def test_a_rule_tags_the_topic():
    make_rule({"terms": ["casino"]}, {"kind": "tag", "value": "gambling"})

    topic = make_topic(source="on a casino", tags=["talk"])

    names = TopicTag.objects.filter(topic=topic).order_by("tag__name").values_list("tag__name", flat=True)
    assert list(names) == ["gambling", "talk"]


def test_a_rule_slows_down_who_posted_a_moment_ago_and_notes_the_refusal():
    make_rule({"terms": ["casino"]}, {"kind": "slow", "value": "10"})
    author, topic = make_viewer(), make_topic()

    first = make_post(author, topic, source="the first casino")
    with pytest.raises(Invalid, match="once in 10 minutes"):
        make_post(author, topic, source="the second casino")

    assert [hit.subject_id for hit in Hit.objects.order_by("pk")] == [first.pk, 0]


def test_a_rule_tells_the_team(moderator):
    make_rule({"terms": ["casino"]}, {"kind": "notify", "value": "Look at this"})

    make_post(topic=make_topic(), source="a casino")

    (told,) = Notification.objects.filter(kind="screening.notice")
    assert (told.account_id, told.params["words"]) == (moderator.account_id, "Look at this")


def test_rules_spare_the_team_unless_told_otherwise():
    make_rule()

    assert screen(is_team=True).hold == ""
    assert screen(is_team=False).hold == "Held by the rule “No casinos”."


def test_a_rule_counts_only_where_it_is_meant_to():
    make_rule(places=["category:7"])

    assert screen(place="category:8").hold == ""
    assert screen(place="category:7").hold != ""


def test_screening_costs_one_query_when_nothing_is_hit(queries_of):
    make_rule()
    one = queries_of(lambda: screen(source="路口交通，然后我们吃饭"))
    make_rule({"terms": ["poker"]})
    make_rule({"terms": ["slots"]})

    assert one == queries_of(lambda: screen(source="路口交通，然后我们吃饭")) == 1


def test_a_process_sees_a_change_at_once():
    make_rule(mode="off")
    assert screen().hold == ""

    make_rule({"terms": ["my"]})

    assert screen().hold != ""
    assert len(compiled().rules) == 1


def test_what_people_decide_makes_the_record_of_a_rule():
    rule, other = make_rule(), make_rule({"terms": ["poker"]})
    topic = make_topic()
    hits = [make_post(topic=topic, source=f"casino {n}").pk and Hit.objects.latest("pk") for n in range(4)]

    judged([hits[0].pk, hits[1].pk, hits[2].pk], True)
    judged([hits[2].pk], False)

    record = records_for([rule.pk, other.pk], clock.now().replace(hour=0, minute=0, second=0))[rule.pk]
    assert (record.week, record.upheld, record.decided) == (4, 2, 3)
    low, high = record.range.low, record.range.high
    assert (round(low, 3), round(high, 3)) == (0.208, 0.939)  # Wilson, 2 of 3
    assert Hit.objects.filter(outcome=Outcome.OPEN).count() == 1


def test_hits_where_one_does_not_moderate_are_not_shown(moderator, owner):
    make_rule()
    secret = make_topic(category=make_category(rights={"moderate": ["role:lead"]}))
    make_post(topic=secret, source="the casino plan")
    shown = make_post(topic=make_topic(), source="a casino")

    assert [hit.subject_id for hit in hits_for(moderator)] == [shown.pk]
    assert hits_for(owner).count() == 2
