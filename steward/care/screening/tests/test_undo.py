"""Taking back what a rule did."""

from datetime import timedelta

import pytest

from steward.care.screening.actions.undo import JOB, undo_hit, undo_now, undo_since
from steward.care.screening.models import Hit
from steward.care.screening.tests.rules_here import CASINO, HOLD, make_rule
from steward.foundation.jobs.models import Job
from steward.foundation.journal.models import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden
from steward.square.forum.public import Post, TopicTag, edit_post
from steward.square.forum.tests.square import make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
HOUR_AGO = timedelta(hours=1)


def state(post: Post) -> str:
    return Post.objects.values_list("state", flat=True).get(pk=post.pk)


def test_everything_of_a_rule_since_a_moment_is_taken_back_in_one_act(owner):
    rule = make_rule(CASINO, HOLD)
    make_rule({"terms": ["poker"]}, HOLD)
    topic = make_topic()
    old, *young = [make_post(topic=topic, source=f"casino {n}") for n in range(3)]
    other = make_post(topic=topic, source="poker")
    Hit.objects.filter(subject_id=old.pk).update(at=clock.now() - timedelta(hours=3))

    done = undo_since(actor=owner, rule_id=rule.pk, since=clock.now() - HOUR_AGO, reason="it was too wide")

    assert (done.undone, done.left) == (2, {})
    assert [state(post) for post in (old, *young, other)] == ["waiting", "visible", "visible", "waiting"]
    assert Decision.objects.filter(kind="screening.hit", undone_at__isnull=False).count() == 2
    whole = Decision.objects.get(kind="screening.undo_since")
    assert (whole.reason, whole.evidence["undone"]) == ("it was too wide", 2)
    assert Fact.objects.filter(type="screening.hit_undone").count() == 2


def test_words_and_tags_are_put_back_even_by_a_rule_that_would_hit_again(owner):
    make_rule(
        {"terms": ["casino"]}, {"kind": "replace", "value": "×"}, {"kind": "tag", "value": "odd"}, spares_team=False
    )
    topic = make_topic(source="the casino", tags=["talk"])
    post = Post.objects.get(topic=topic)
    assert post.source == "the ×"

    undo_hit(actor=owner, hit_id=Hit.objects.get().pk)

    post.refresh_from_db()
    assert post.source == "the casino"
    assert list(TopicTag.objects.filter(topic=topic).values_list("tag__name", flat=True)) == ["talk"]


def test_words_changed_since_stay_and_are_counted(owner):
    rule = make_rule({"terms": ["casino"]}, {"kind": "replace", "value": "×"})
    author = make_viewer()
    post = make_post(author, make_topic(), source="the casino")
    edit_post(actor=author, post_id=post.pk, source="something else", version=1)

    done = undo_now(actor=owner, rule_id=rule.pk, since=clock.now() - HOUR_AGO)

    assert (done.undone, sum(done.left.values())) == (0, 1)
    post.refresh_from_db()
    assert post.source == "something else"
    assert Hit.objects.get().undone_at is None


def test_a_post_that_another_rule_holds_too_goes_on_waiting(owner):
    make_rule({"terms": ["poker"]}, HOLD)
    rule = make_rule(CASINO, HOLD)
    post = make_post(topic=make_topic(), source="casino and poker")

    undo_now(actor=owner, rule_id=rule.pk, since=clock.now() - HOUR_AGO)

    assert state(post) == "waiting"


def test_what_people_decided_stays_decided(owner):
    from steward.square.forum.actions.acting import Why
    from steward.square.forum.actions.review import reject

    rule = make_rule(CASINO, HOLD)
    post = make_post(topic=make_topic(), source="casino")
    reject(actor=owner, post_id=post.pk, why=Why("ad"))

    undo_now(actor=owner, rule_id=rule.pk, since=clock.now() - HOUR_AGO)

    assert state(post) == "removed"


def test_taking_back_twice_changes_nothing(owner):
    rule = make_rule(CASINO, HOLD)
    make_post(topic=make_topic(), source="casino")
    since = clock.now() - HOUR_AGO

    assert undo_now(actor=owner, rule_id=rule.pk, since=since).undone == 1
    assert undo_now(actor=owner, rule_id=rule.pk, since=since).undone == 0


def test_much_is_taken_back_in_a_job(owner, monkeypatch):
    from steward.foundation.jobs.public import run

    monkeypatch.setattr("steward.care.screening.actions.undo.AT_ONCE", 1)
    rule = make_rule(CASINO, HOLD)
    topic = make_topic()
    posts = [make_post(topic=topic, source=f"casino {n}") for n in range(2)]

    job = undo_since(actor=owner, rule_id=rule.pk, since=clock.now() - HOUR_AGO)
    run(job.pk)

    assert [state(post) for post in posts] == ["visible", "visible"]
    assert Job.objects.get(kind=JOB).result == {"undone": 2, "left": {}}


def test_moderators_do_not_take_back_what_rules_did(moderator):
    rule = make_rule(CASINO, HOLD)
    post = make_post(topic=make_topic(), source="casino")

    with pytest.raises(Forbidden):
        undo_since(actor=moderator, rule_id=rule.pk, since=clock.now() - HOUR_AGO)

    assert state(post) == "waiting"
