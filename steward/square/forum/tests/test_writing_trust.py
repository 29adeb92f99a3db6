"""Trust levels: earned, lost, set by hand, rehearsed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import SYSTEM
from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.react import react
from steward.square.forum.actions.reckon_trust import reckon_trust
from steward.square.forum.actions.set_trust import set_trust, set_trust_rule
from steward.square.forum.models import DayVisited, Post, ReadMark, Standing, TrustRule
from steward.square.forum.queries.limits import trust_rules
from steward.square.forum.queries.trust import rehearse
from steward.square.forum.rules.trust import AT_MOST, COUNTS, earned, rules_of
from steward.square.forum.tests.square import make_post, make_topic, make_viewer

DEFAULTS = rules_of([])


def reader(days=0, topics=0, posts=1):
    """Somebody new who was here so many days and read so many topics up to that post."""
    viewer = make_viewer(level=None)
    Standing.objects.create(account_id=viewer.own_id)
    DayVisited.objects.bulk_create(
        DayVisited(account_id=viewer.own_id, day=date(2026, 1, 1) + timedelta(days=n)) for n in range(days)
    )
    for _ in range(topics):
        ReadMark.objects.create(account_id=viewer.own_id, topic=make_topic(), number=posts, at=clock.now())
    return viewer


@pytest.mark.django_db
def test_reading_makes_somebody_known_and_the_counts_are_kept():
    ada, bo = reader(days=2, topics=5, posts=6), reader(days=1, topics=5, posts=6)

    moved = reckon_trust(actor=SYSTEM, account_ids=[ada.own_id, bo.own_id])

    assert moved == 1
    row = Standing.objects.get(pk=ada.own_id)
    assert (row.level, row.days_visited, row.topics_read, row.posts_read) == (1, 2, 5, 30)
    assert Standing.objects.get(pk=bo.own_id).level == 0
    assert Fact.objects.filter(type="forum.trust_changed").get().data["level"] == 1
    assert reckon_trust(actor=SYSTEM, account_ids=[ada.own_id]) == 0


@pytest.mark.django_db
def test_every_count_counts_what_it_says():
    ada, asker = make_viewer(), make_viewer()
    question = make_topic(author=asker, kind="question")
    answer, hidden = make_post(author=ada, topic=question), make_post(author=ada, topic=question)
    make_topic(author=ada)
    react(actor=asker, post_id=answer.pk, emoji="👍")
    react(actor=ada, post_id=Post.objects.get(topic=question, number=1).pk, emoji="🎉")
    accept(actor=asker, post_id=answer.pk)
    Post.objects.filter(pk=hidden.pk).update(state="hidden")

    reckon_trust(actor=SYSTEM, account_ids=[ada.own_id])

    assert {name: getattr(Standing.objects.get(pk=ada.own_id), name) for name in COUNTS} == {
        "days_visited": 0, "topics_read": 1, "posts_read": 1, "topics_opened": 1, "posts_written": 2,
        "reactions_given": 1, "reactions_received": 1, "answers_accepted": 1, "posts_hidden": 1,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_level_set_by_hand_stays_until_it_is_given_back(moderator, analyst):
    ada = reader()

    with pytest.raises(Forbidden):
        set_trust(actor=analyst, account_id=ada.own_id, level=3, reason="kind")
    with pytest.raises(Invalid):
        set_trust(actor=moderator, account_id=ada.own_id, level=3, reason=" ")
    assert Standing.objects.get(pk=ada.own_id).level == 0
    set_trust(actor=moderator, account_id=ada.own_id, level=3, reason="has helped for years elsewhere")
    reckon_trust(actor=SYSTEM, account_ids=[ada.own_id])

    assert Standing.objects.get(pk=ada.own_id).level == 3
    decision = Decision.objects.get(kind="forum.trust")
    assert (decision.reason, decision.undo) == ("has helped for years elsewhere", {"level": None})
    set_trust(actor=moderator, account_id=ada.own_id, level=None, reason="as everybody")
    assert Standing.objects.get(pk=ada.own_id).level == 0


@pytest.mark.django_db
def test_a_rehearsal_says_who_would_rise_and_fall_and_changes_nothing(moderator):
    low, high, fixed = (reader() for _ in range(3))
    Standing.objects.filter(pk=low.own_id).update(days_visited=1, topics_read=5, posts_read=30)
    Standing.objects.filter(pk=high.own_id).update(level=1, days_visited=2, topics_read=5, posts_read=10)
    Standing.objects.filter(pk=fixed.own_id).update(level=4, by_hand=True)

    steps = rehearse(rules_of([(1, {"days_visited": 1}, {})]))

    assert [(step.account_id, step.was, step.level) for step in steps] == [(low.own_id, 0, 1), (high.own_id, 1, 0)]
    assert not TrustRule.objects.exists()
    set_trust_rule(actor=moderator, level=1, asks={"days_visited": 1}, allows={"links": None, "may_tag": True})
    assert trust_rules().asks[1]["days_visited"] == 1
    assert (trust_rules().allows[1].links, trust_rules().allows[1].may_tag) == (None, True)


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"links": -1}, {"links": True}, {"pause_seconds": None}, {"may_tag": 1}, {"x": 1}])
def test_limits_that_make_no_sense_are_refused(moderator, values):
    with pytest.raises(Invalid) as refused:
        set_trust_rule(actor=moderator, level=0, asks={}, allows=values)

    assert set(refused.value.errors) == set(values)
    assert not TrustRule.objects.exists()


counts = some.fixed_dictionaries({name: some.integers(0, 600) for name in COUNTS})


@given(counts, some.sampled_from([name for name in COUNTS if name != AT_MOST]))
def test_doing_more_never_lowers_a_level(have, name):
    assert earned(have | {name: have[name] + 1}, DEFAULTS) >= earned(have, DEFAULTS)


@given(counts)
def test_more_hidden_posts_never_raise_a_level(have):
    assert earned(have | {AT_MOST: have[AT_MOST] + 1}, DEFAULTS) <= earned(have, DEFAULTS)
