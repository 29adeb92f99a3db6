from datetime import date, timedelta

import pytest

from steward.direction.goals.actions.activate import activate
from steward.direction.goals.actions.begin_set import begin_set
from steward.direction.goals.actions.check_in import check_in
from steward.direction.goals.actions.close import close, drop, reopen
from steward.direction.goals.actions.forget import erase_goals
from steward.direction.goals.actions.write_goal import GoalValues, change_goal, copy_goal
from steward.direction.goals.actions.write_part import (
    add_guardrail,
    add_key_result,
    change_guardrail,
    change_key_result,
    remove_part,
)
from steward.direction.goals.errors import Moved, NotReady
from steward.direction.goals.models import CheckIn, Goal, Guardrail, KeyResult, RuleVersion
from steward.direction.goals.queries.metrics import metrics
from steward.direction.goals.queries.told import personal_goals
from steward.direction.goals.records import Measure
from steward.direction.goals.starting import STARTING, SUGGESTED
from steward.direction.goals.tests.people import FIRST, LAST, active, draft, rail, talk, typed, weekly
from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.models import Grant
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.people.joining.public import ensure_identity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(home) -> None:
    """Every test has a lake of its own."""


def everything() -> tuple[list[dict], list[dict], list[dict], int]:
    tables = [list(model.objects.order_by("pk").values()) for model in (Goal, KeyResult, Guardrail)]
    return (*tables, Fact.objects.count())  # type: ignore[return-value]


def test_a_draft_says_each_thing_it_lacks_and_stays_a_draft(owner) -> None:
    goal = draft(owner, owner_id=None)
    before = everything()

    with pytest.raises(NotReady) as refused:
        activate(actor=owner, goal_id=goal.pk)

    assert set(refused.value.errors) == {"owner", "key_results", "guardrails"}
    assert everything() == before


def test_without_a_guardrail_no_goal_begins(owner) -> None:
    goal = draft(owner)
    add_key_result(actor=owner, goal_id=goal.pk, values=weekly())

    with pytest.raises(NotReady, match="guardrail"):
        activate(actor=owner, goal_id=goal.pk)


def test_a_rule_must_be_written_before(owner) -> None:
    goal = draft(owner)
    add_key_result(actor=owner, goal_id=goal.pk, values=weekly(judge=""))
    add_guardrail(actor=owner, goal_id=goal.pk, values=rail())

    with pytest.raises(NotReady, match="verdict rule"):
        activate(actor=owner, goal_id=goal.pk)


def test_the_goalposts_move_only_with_a_reason_and_everything_said_before_stays(owner) -> None:
    goal = active(owner)
    part = goal.key_results.get()
    before = everything()

    with pytest.raises(Invalid, match="say why"):
        change_key_result(actor=owner, key_result_id=part.pk, values=weekly(target=9.0))
    assert everything() == before

    change_key_result(actor=owner, key_result_id=part.pk, values=weekly(target=9.0), reason="A quiet spring")
    told = [(row.number, row.values["target"], row.reason) for row in RuleVersion.objects.filter(key_result=part)]
    assert told == [(1, 12.0, ""), (2, 9.0, "A quiet spring")]
    assert Decision.objects.filter(kind="goals.change_terms").get().evidence["before"]["target"] == 12.0


def test_words_and_owners_change_without_a_version(owner) -> None:
    goal = active(owner)
    part = goal.key_results.get()

    change_key_result(actor=owner, key_result_id=part.pk, values=weekly(title="People", owner_id=owner.account_id))

    part.refresh_from_db()
    assert (part.title, part.version, part.versions.count()) == ("People", 1, 1)


def test_what_is_measured_stays_once_a_goal_is_under_way(owner) -> None:
    part = active(owner).key_results.get()

    with pytest.raises(Invalid, match="stays"):
        change_key_result(
            actor=owner, key_result_id=part.pk, values=weekly(measure=Measure(metric="posts")), reason="Easier"
        )


def test_a_guardrail_moves_with_a_reason_too_and_leaves_only_a_draft(owner) -> None:
    bar = active(owner).guardrails.get()
    change_guardrail(actor=owner, guardrail_id=bar.pk, values=rail(limit=9.0), reason="More people, more leave")

    assert [row.values["limit"] for row in bar.versions.all()] == [3.0, 9.0]
    with pytest.raises(NotFound):
        remove_part(actor=owner, part=bar)


def test_a_child_lies_within_its_parent_and_no_goal_stands_above_itself(owner) -> None:
    parent = draft(owner)
    child = draft(owner, parent_id=parent.pk, first_day=FIRST, last_day=FIRST + timedelta(days=20))
    values = {"title": "X", "kind": "custom", "first_day": FIRST, "last_day": LAST}

    with pytest.raises(Invalid, match="must lie within"):
        draft(owner, parent_id=parent.pk, last_day=LAST + timedelta(days=1))
    with pytest.raises(Invalid, match="below it would lie outside"):
        change_goal(
            actor=owner, goal_id=parent.pk, values=GoalValues(**(values | {"first_day": FIRST + timedelta(days=1)}))
        )
    with pytest.raises(Invalid, match="above itself"):
        change_goal(actor=owner, goal_id=parent.pk, values=GoalValues(**(values | {"parent_id": child.pk})))


def test_the_days_of_a_goal_under_way_stay(owner) -> None:
    goal = active(owner)

    with pytest.raises(Invalid, match="judged by them"):
        change_goal(
            actor=owner, goal_id=goal.pk,
            values=GoalValues(title="X", kind="custom", first_day=FIRST, last_day=LAST + timedelta(days=7)),
        )  # fmt: skip


def test_two_who_edit_do_not_overwrite_each_other(owner) -> None:
    goal = draft(owner)
    values = GoalValues(title="Mine", kind="custom", first_day=FIRST, last_day=LAST)
    change_goal(actor=owner, goal_id=goal.pk, values=values, revision=1)

    with pytest.raises(Moved):
        change_goal(actor=owner, goal_id=goal.pk, values=values, revision=1)
    with pytest.raises(Moved):
        add_key_result(actor=owner, goal_id=goal.pk, values=weekly(), revision=1)


def test_who_may_not_changes_nothing(owner, analyst, stranger) -> None:
    goal = active(owner, typed())
    early = draft(owner)
    part, bar = goal.key_results.get(), goal.guardrails.get()
    before = everything()
    attempts = [
        draft,
        lambda who: change_goal(
            actor=who, goal_id=early.pk, values=GoalValues(title="X", first_day=FIRST, last_day=LAST)
        ),
        lambda who: copy_goal(actor=who, goal_id=goal.pk),
        lambda who: add_key_result(actor=who, goal_id=early.pk, values=weekly()),
        lambda who: add_guardrail(actor=who, goal_id=early.pk, values=rail()),
        lambda who: change_key_result(actor=who, key_result_id=part.pk, values=typed(), reason="x"),
        lambda who: change_guardrail(actor=who, guardrail_id=bar.pk, values=rail(), reason="x"),
        lambda who: remove_part(actor=who, part=part),
        lambda who: activate(actor=who, goal_id=early.pk),
        lambda who: close(actor=who, goal_id=goal.pk, outcome="reached"),
        lambda who: drop(actor=who, goal_id=goal.pk, reason="x"),
        lambda who: reopen(actor=who, goal_id=goal.pk),
        lambda who: check_in(actor=who, key_result_id=part.pk, value=1.0),
        lambda who: begin_set(actor=who, key="product"),
    ]

    for who in (analyst, stranger):
        for attempt in attempts:
            with pytest.raises(Forbidden):
                attempt(who)
    assert everything() == before


def test_the_owner_of_a_key_result_checks_in_and_a_second_word_takes_the_place_of_the_first(owner, analyst) -> None:
    part = active(owner, typed(owner_id=analyst.account_id)).key_results.get()

    check_in(actor=analyst, key_result_id=part.pk, value=2.0, confidence=5, note="Two")
    check_in(actor=analyst, key_result_id=part.pk, value=3.0, confidence=6, note="Three, sorry")

    part.refresh_from_db()
    assert (CheckIn.objects.get().note, part.typed, part.confidence) == ("Three, sorry", 3.0, 6)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"value": 1.0}, "value"), ({"confidence": 11}, "confidence"), ({"note": "x" * 4001}, "note")],
)
def test_what_cannot_be_said_of_a_measured_key_result(owner, values, field) -> None:
    part = active(owner).key_results.get()

    with pytest.raises(Invalid) as refused:
        check_in(actor=owner, key_result_id=part.pk, **values)
    assert (set(refused.value.errors), CheckIn.objects.count()) == ({field}, 0)


def test_closing_and_dropping_can_be_taken_back(owner) -> None:
    goal, early = active(owner), draft(owner)

    close(actor=owner, goal_id=goal.pk, outcome="partly", note="Nearly")
    drop(actor=owner, goal_id=early.pk, reason="")
    ended = list(Goal.objects.order_by("number").values_list("state", "outcome", "closing_note"))
    reopen(actor=owner, goal_id=goal.pk)
    reopen(actor=owner, goal_id=early.pk)

    assert ended == [("closed", "partly", "Nearly"), ("dropped", "", "")]
    assert list(Goal.objects.order_by("number").values_list("state", "outcome")) == [("active", ""), ("draft", "")]
    with pytest.raises(NotFound):
        reopen(actor=owner, goal_id=goal.pk)


def test_a_copy_begins_where_the_old_one_ended(owner) -> None:
    goal = active(owner, weekly(), typed())
    part = goal.key_results.first()
    part.readings.create(starts=FIRST, ends=LAST, read_at=clock.now(), value=11.0)

    made = copy_goal(actor=owner, goal_id=goal.pk)

    assert (made.state, made.first_day, made.last_day) == ("draft", date(2026, 6, 29), date(2026, 9, 20))
    assert list(made.key_results.values_list("metric", "baseline", "target", "version")) == [
        ("weekly_active", 11.0, 12.0, 0), ("", 0.0, 10.0, 0),
    ]  # fmt: skip
    assert goal.key_results.count() == 2
    assert made.guardrails.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (weekly(measure=Measure(metric="nonsense")), "metric"),
        (weekly(measure=Measure(metric="top_contributors")), "metric"),
        (weekly(target=float("nan")), "target"),
        (weekly(target=6.0), "target"),
        (weekly(measure=Measure(metric="unanswered_share"), target=20.0), "target"),
        (weekly(line="stepped"), "points"),
        (weekly(line="stepped", points=((LAST + timedelta(days=1), 9.0),)), "points"),
        (weekly(measure=Measure(metric="weekly_active", grain="day")), "grain"),
        (weekly(measure=Measure(metric="weekly_active", sources=(99,))), "source"),
        (weekly(measure=Measure(metric="weekly_active", segment=99)), "segment"),
        (weekly(measure=Measure(metric="joined", kinds=("post",))), "kind"),
        (weekly(owner_id=99), "owner"),
        (weekly(tolerance=2.0), "tolerance"),
        (weekly(weight=0), "weight"),
        (typed(title=""), "title"),
    ],
)
def test_a_key_result_that_cannot_be_is_refused_at_its_field(owner, values, field) -> None:
    goal = draft(owner)

    with pytest.raises(Invalid) as refused:
        add_key_result(actor=owner, goal_id=goal.pk, values=values)
    assert (set(refused.value.errors), KeyResult.objects.count()) == ({field}, 0)


def test_a_baseline_left_out_is_read_from_the_four_weeks_before(owner) -> None:
    talk([1, 4, 6, 5, 7, 9])
    goal = draft(owner)

    part = add_key_result(actor=owner, goal_id=goal.pk, values=weekly(baseline=None, target=20.0))

    assert part.baseline == 5.5


def test_starting_sets_bring_drafts_with_the_numbers_of_the_community(owner, monkeypatch) -> None:
    talk([4, 5, 6, 6, 6, 7, 7, 8, 8])
    monkeypatch.setattr("steward.foundation.kernel.clock.now", lambda: clock.datetime(2026, 5, 4, 4, tzinfo=clock.UTC))

    made = begin_set(actor=owner, key="open_source")

    first = made[0].key_results.first()
    assert [goal.state for goal in made] == ["draft", "draft"]
    assert (first.metric, first.baseline, first.target) == ("weekly_active", 5.5, 7.0)


def test_every_metric_the_sets_and_suggestions_name_is_there() -> None:
    named = {result.metric for one in STARTING for goal in one.goals for result in goal.results}
    named |= {rail[0] for one in STARTING for goal in one.goals for rail in goal.guardrails}
    named |= set(SUGGESTED) | {key for rails in SUGGESTED.values() for key, _bound in rails}

    assert named - set(metrics()) == set()


def test_erasing_takes_words_and_names_and_keeps_the_goal(owner) -> None:
    account = Account.objects.create_user("lead@example.org", name="Lead")
    Grant.objects.create(account=account, role="lead", granted_at=clock.now())
    lead = viewer_of(account)
    part = active(lead, typed()).key_results.get()
    check_in(actor=lead, key_result_id=part.pk, value=2.0, note="My mother is ill")
    mine = ensure_identity(account).member_id
    exported = personal_goals(mine)

    erase_goals(mine)

    assert exported["check_ins"][0]["note"] == "My mother is ill"
    row = CheckIn.objects.get()
    assert (row.note, row.by_id, row.value, Goal.objects.get().owner_id) == ("", None, 2.0, None)
