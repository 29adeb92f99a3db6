"""Ceilings, switches, and what a version has to have been through."""

from datetime import timedelta

import pytest

from steward.care.screening.actions.rehearse import ask_rehearsal, rehearse
from steward.care.screening.actions.switch import change_settings, set_mode, switch_all
from steward.care.screening.actions.write_rule import write_rule
from steward.care.screening.enums import Mode, OffBy
from steward.care.screening.models import Hit, Rule
from steward.care.screening.tests.rules_here import CASINO, body, make_rule
from steward.foundation.journal.models import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.notify.models import Notification
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db


def test_a_rule_that_acts_too_often_stops_itself_and_tells_the_leads(owner, moderator):
    rule = make_rule(ceiling=2)
    topic = make_topic()

    states = [make_post(topic=topic, source=f"casino {n}").state for n in range(4)]

    rule.refresh_from_db()
    assert states == ["waiting", "waiting", "visible", "visible"]
    assert (rule.mode, rule.off_by) == (Mode.SHADOW, OffBy.CEILING)
    assert sorted(Hit.objects.values_list("mode", flat=True)) == ["live", "live", "shadow", "shadow"]
    assert list(Notification.objects.filter(kind="screening.stopped").values_list("account", flat=True)) == [
        owner.account_id
    ]
    assert Decision.objects.filter(kind="screening.mode", by="rule").count() == 1


def test_hits_of_an_hour_ago_do_not_count_for_the_ceiling():
    rule = make_rule(ceiling=1)
    topic = make_topic()
    make_post(topic=topic, source="casino 1")
    Hit.objects.update(at=clock.now() - timedelta(minutes=61))

    assert make_post(topic=topic, source="casino 2").state == "waiting"
    rule.refresh_from_db()
    assert rule.mode == Mode.LIVE


def test_a_rule_and_all_rules_can_be_switched_off_at_once(owner):
    rule = make_rule()
    topic = make_topic()

    switch_all(actor=owner, stopped=True, why="a flood of complaints")
    while_stopped = make_post(topic=topic, source="casino 1").state
    switch_all(actor=owner, stopped=False)
    again = make_post(topic=topic, source="casino 2").state
    set_mode(actor=owner, rule_id=rule.pk, mode="off")
    while_off = make_post(topic=topic, source="casino 3").state

    assert (while_stopped, again, while_off) == ("visible", "waiting", "visible")
    rule.refresh_from_db()
    assert rule.off_by == OffBy.HAND


def test_a_version_is_rehearsed_and_in_shadow_before_it_is_live(owner):
    rule = make_rule(mode="off")

    with pytest.raises(Invalid, match="Rehearse this version first"):
        set_mode(actor=owner, rule_id=rule.pk, mode="live")
    rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk)
    set_mode(actor=owner, rule_id=rule.pk, mode="shadow")
    with pytest.raises(Invalid, match="24 hours"):
        set_mode(actor=owner, rule_id=rule.pk, mode="live")
    Rule.objects.update(shadow_since=clock.now() - timedelta(hours=25))

    assert set_mode(actor=owner, rule_id=rule.pk, mode="live").mode == Mode.LIVE


def test_a_reason_is_enough_to_skip_the_wait_and_is_kept(owner):
    rule = make_rule(mode="off")

    set_mode(actor=owner, rule_id=rule.pk, mode="live", why="a wave of spam right now")

    decision = Decision.objects.filter(kind="screening.mode").latest("pk")
    assert (decision.reason, decision.account_id) == ("a wave of spam right now", owner.account_id)


def test_a_team_can_do_without_the_wait(owner):
    rule = make_rule(mode="off")
    change_settings(actor=owner, shadow_hours=0, rehearsed_first=False, ceiling=5)

    assert set_mode(actor=owner, rule_id=rule.pk, mode="live").mode == Mode.LIVE
    assert write_rule(actor=owner, body=body(CASINO)).ceiling == 5


def test_a_live_rule_that_is_changed_goes_back_into_shadow_as_a_new_version(owner):
    rule = make_rule()

    changed = write_rule(actor=owner, rule_id=rule.pk, version=1, body=body({"terms": ["poker"]}), why="too wide")

    assert (changed.version, changed.mode) == (2, Mode.SHADOW)
    assert [(one.number, one.why) for one in changed.versions.all()] == [(2, "too wide"), (1, "")]
    assert changed.versions.get(number=1).body["condition"] == CASINO


def test_a_change_that_began_from_an_older_version_is_refused(owner):
    rule = make_rule()
    write_rule(actor=owner, rule_id=rule.pk, version=1, body=body({"terms": ["poker"]}))

    with pytest.raises(Invalid, match="meanwhile"):
        write_rule(actor=owner, rule_id=rule.pk, version=1, body=body({"terms": ["slots"]}))

    assert Rule.objects.get().condition == {"terms": ["poker"]}


def test_moderators_see_rules_and_do_not_change_them(moderator):
    rule = make_rule(mode="off")

    for attempt in (
        lambda: write_rule(actor=moderator, body=body()),
        lambda: set_mode(actor=moderator, rule_id=rule.pk, mode="live", why="no"),
        lambda: switch_all(actor=moderator, stopped=True),
    ):
        with pytest.raises(Forbidden):
            attempt()

    assert list(Rule.objects.values_list("version", "mode")) == [(1, "off")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"condition": {"pattern": "(a"}}, "condition"),
        ({"condition": {"words": ["no-such-list"]}}, "condition"),
        ({"condition": {"all": []}}, "condition"),
        ({"acts": []}, "acts"),
        ({"acts": [{"kind": "explode"}]}, "acts"),
        ({"acts": [{"kind": "tag", "value": ""}]}, "acts"),
        ({"acts": [{"kind": "slow", "value": "soon"}]}, "acts"),
        ({"clause": "no-such-clause"}, "clause"),
        ({"places": ["everywhere"]}, "places"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_at_its_field(owner, change, field):
    with pytest.raises(Invalid) as problem:
        write_rule(actor=owner, body=body() | change)

    assert list(problem.value.errors) == [field]
    assert not Rule.objects.exists()
