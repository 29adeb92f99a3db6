from datetime import UTC, date, datetime, timedelta

import pytest

from steward.direction.goals.actions.check_in import check_in
from steward.direction.goals.actions.close import close
from steward.direction.goals.actions.refresh import refresh_all, refresh_goal
from steward.direction.goals.actions.remind import remind
from steward.direction.goals.actions.write_part import add_guardrail, change_guardrail, change_key_result
from steward.direction.goals.models import Guardrail, KeyResult, Reading
from steward.direction.goals.public import goals_under_way, state_of
from steward.direction.goals.queries.waiting import waiting
from steward.direction.goals.records import Measure
from steward.direction.goals.tests.people import FIRST, LAST, MONDAY, active, draft, rail, talk, typed, weekly
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden
from steward.people.notify.models import Notification

pytestmark = pytest.mark.django_db
#: Weeks 1–5 lie before the goal, 6–17 are its own.
WEEKS = [4, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 13]
FOUR = FIRST + timedelta(weeks=4)


@pytest.fixture
def community(home):
    talk(WEEKS)


def at(day: date):
    """A clock that stands at noon of a day in Shanghai."""
    return lambda: datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def test_the_last_whole_week_is_read_beside_its_line(community, owner) -> None:
    goal = active(owner)
    done = refresh_all(asof=FOUR + timedelta(days=3))

    state = state_of(owner, goal.pk).key_results[0]
    assert (done.key_results, done.guardrails) == (1, 1)
    assert (state.value, state.expected, state.pace, state.on) == (8.0, 8.0, 1.0, FOUR - timedelta(days=1))
    assert state.trail[-5:] == (6.0, 7.0, 7.0, 8.0, 8.0)
    assert state.line[-5:] == (None, 6.5, 7.0, 7.5, 8.0)
    assert state.low < state.forecast < state.high


def test_everything_since_the_start_grows_from_nothing_and_adds_what_is_to_come(community, owner) -> None:
    posts = weekly(measure=Measure(metric="posts"), mode="period", target=117.0, baseline=27.0)
    goal = active(owner, posts)
    refresh_all(asof=FOUR)

    state = state_of(owner, goal.pk).key_results[0]
    assert (state.trail, state.line) == ((7.0, 14.0, 22.0, 30.0), (9.75, 19.5, 29.25, 39.0))
    path = Reading.objects.filter(key_result__isnull=False).latest("starts").path
    assert [round(one[1]) for one in path] == sorted(round(one[1]) for one in path)
    assert (len(path), path[-1][0]) == (8, str(LAST + timedelta(days=1)))


def test_distinct_members_over_the_goals_days_are_not_added_up(community, owner) -> None:
    people = weekly(measure=Measure(metric="active_members"), mode="period", target=13.0, baseline=6.0)
    goal = active(owner, people)
    refresh_all(asof=FOUR)

    state = state_of(owner, goal.pk).key_results[0]
    assert (state.trail, state.forecast) == ((7.0, 7.0, 8.0, 8.0), None)


def test_a_goal_of_the_past_is_read_as_of_its_end_and_ends_reached_or_missed(community, owner) -> None:
    reached = active(owner, weekly(target=12.0))
    missed = active(owner, weekly(target=14.0))
    refresh_all(asof=LAST + timedelta(days=300))

    told = [state_of(owner, goal.pk).key_results[0] for goal in (reached, missed)]
    assert [(one.value, one.verdict) for one in told] == [(13.0, "on_track"), (13.0, "off")]
    assert "target of 12 was reached" in told[0].reason


def test_a_verdict_that_changes_is_announced_once_and_told_to_owner_and_leads(
    community, owner, analyst, django_capture_on_commit_callbacks
) -> None:
    active(owner, weekly(target=30.0, owner_id=analyst.account_id))

    with django_capture_on_commit_callbacks(execute=True):
        refresh_all(asof=FOUR)
        refresh_all(asof=FOUR)

    facts = list(Fact.objects.filter(type="goals.verdict_changed").values_list("data", flat=True))
    assert [(fact["before"], fact["after"]) for fact in facts] == [("unknown", "off")]
    told = set(Notification.objects.filter(kind="goals.verdict").values_list("account_id", flat=True))
    assert told == {owner.account_id, analyst.account_id}


def test_steps_that_are_over_keep_their_verdict_and_the_line_of_then(community, owner, monkeypatch) -> None:
    monkeypatch.setattr("steward.foundation.kernel.clock.now", at(FIRST))
    goal = active(owner)
    part = goal.key_results.get()
    refresh_all(asof=FOUR)
    monkeypatch.setattr("steward.foundation.kernel.clock.now", at(FOUR + timedelta(days=1)))
    change_key_result(actor=owner, key_result_id=part.pk, values=weekly(target=30.0), reason="Higher")
    refresh_all(asof=FOUR + timedelta(weeks=2))

    steps = list(part.readings.filter(ends__gt=FIRST).values_list("expected", "version"))
    assert steps[3] == (8.0, 1)
    assert steps[-1] == (6 + 24 * 6 / 12, 2)
    assert part.readings.get(ends=FOUR).verdict != ""


def test_the_present_bound_judges_the_present_step_of_a_guardrail(community, owner) -> None:
    goal = active(owner)
    bar = add_guardrail(
        actor=owner, goal_id=goal.pk, reason="More posts are read by fewer",
        values=rail(measure=Measure(metric="posts"), limit=7.0),
    )  # fmt: skip
    refresh_all(asof=FOUR)
    first = Guardrail.objects.get(pk=bar.pk).holds
    change_guardrail(
        actor=owner, guardrail_id=bar.pk, values=rail(measure=Measure(metric="posts"), limit=8.0), reason="x"
    )
    refresh_all(asof=FOUR)

    assert (first, Guardrail.objects.get(pk=bar.pk).holds) == (False, True)
    assert [fact.data["holds"] for fact in Fact.objects.filter(type="goals.guardrail_turned")] == [False, True]
    assert state_of(owner, goal.pk).guardrails[1].sentence == "8, within the bound of 8."


def test_a_broken_guardrail_puts_a_goal_on_track_at_risk(community, owner) -> None:
    goal = active(owner, weekly(target=9.0))
    add_guardrail(actor=owner, goal_id=goal.pk, values=rail(measure=Measure(metric="posts"), limit=1.0), reason="x")
    refresh_all(asof=FOUR + timedelta(weeks=4))

    state = state_of(owner, goal.pk)
    assert (state.key_results[0].verdict, state.verdict) == ("on_track", "at_risk")


def test_what_is_typed_is_read_and_judged_by_its_pace(home, owner, monkeypatch) -> None:
    monkeypatch.setattr("steward.foundation.kernel.clock.now", at(FOUR - timedelta(days=2)))
    goal = active(owner, typed())
    check_in(actor=owner, key_result_id=goal.key_results.get().pk, value=3.0)
    monkeypatch.setattr("steward.foundation.kernel.clock.now", at(FOUR))
    refresh_all()

    state = state_of(owner, goal.pk).key_results[0]
    assert (state.value, round(state.expected, 2), state.verdict) == (3.0, 3.33, "at_risk")


def test_nothing_is_judged_before_a_goal_begins(community, owner) -> None:
    goal = active(owner)
    refresh_all(asof=FIRST - timedelta(days=1))

    state = state_of(owner, goal.pk)
    assert (state.verdict, state.key_results[0].value) == ("unknown", 6.0)


def test_a_segment_that_is_gone_leaves_the_others_read(community, owner) -> None:
    goal = active(owner, weekly(), weekly(title="Gone"))
    KeyResult.objects.filter(title="Gone").update(segment=99)

    refresh_all(asof=FOUR)

    assert [one.value for one in state_of(owner, goal.pk).key_results] == [8.0, None]


def test_closed_goals_are_left_alone_and_dropped_ones_too(community, owner) -> None:
    goal = active(owner)
    close(actor=owner, goal_id=goal.pk, outcome="missed")

    assert refresh_all(asof=FOUR).key_results == 0
    assert refresh_goal(goal_id=goal.pk, asof=FOUR).key_results == 1
    assert goals_under_way(owner) == []


def test_who_may_not_change_goals_may_not_have_them_read_anew(community, owner, analyst) -> None:
    active(owner)
    with pytest.raises(Forbidden):
        refresh_all(actor=analyst, asof=FOUR)
    assert Reading.objects.count() == 0


def test_reading_again_makes_no_second_row(community, owner) -> None:
    active(owner, weekly(), weekly(measure=Measure(metric="posts"), mode="period", target=99.0))
    refresh_all(asof=FOUR)
    before = Reading.objects.count()
    refresh_all(asof=FOUR + timedelta(days=1))

    assert Reading.objects.count() == before + 1  # the sum's next week has begun


def test_owners_are_reminded_on_workdays_and_not_again_for_a_week(home, owner, analyst, monkeypatch) -> None:
    monkeypatch.setattr("steward.foundation.kernel.clock.now", at(MONDAY))
    active(owner, typed(owner_id=analyst.account_id), weekly())
    told = []
    for day in (MONDAY + timedelta(days=5), *(MONDAY + timedelta(days=n) for n in (12, 13, 14, 15, 21))):
        monkeypatch.setattr("steward.foundation.kernel.clock.now", at(day))
        told.append(remind(actor=owner))

    assert told == [0, 0, 0, 1, 0, 1]  # not due, Saturday, Sunday, Monday, reminded yesterday, a week later
    assert [item.verb for item in waiting(analyst)] == ["Check in"]


def test_drafts_whose_days_began_and_goals_that_ended_wait_for_their_owner(home, owner, monkeypatch) -> None:
    monkeypatch.setattr("steward.foundation.kernel.clock.now", at(FOUR))
    draft(owner, title="Late")
    active(owner, title="Over", last_day=FOUR - timedelta(days=1))

    assert [item.verb for item in waiting(owner)] == ["Close it", "Begin or drop it"]
