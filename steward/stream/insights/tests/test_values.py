"""What each metric says about a community small enough to count by hand."""

from datetime import date

import pytest

from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.registry import METRICS
from steward.stream.insights.queries.points import Measuring
from steward.stream.insights.queries.tables import table
from steward.stream.insights.tests.small import Act, Face, SmallLake, noon

ANN, BEN, CHEN, BOT, DORA = 1, 2, 3, 9, 4
MARCH = (date(2024, 3, 1), date(2024, 4, 1))
TODAY = date(2024, 6, 1)


@pytest.fixture
def lake() -> SmallLake:
    """Ann asks in February and March, Ben and Chen answer, a bot is always first; Dora joins and leaves."""
    lake = SmallLake()
    lake.faces[BOT] = Face(BOT, is_bot=True)
    lake.faces[CHEN] = Face(CHEN, do_not_profile=True)
    lake.add(
        Act(1, noon("2024-02-05"), ANN, thread=1),
        Act(2, noon("2024-02-05", 1), BOT, "comment", thread=1, parent=1),
        Act(3, noon("2024-02-05", 60), BEN, "comment", thread=1, parent=1),
        Act(10, noon("2024-03-04"), ANN, thread=10, reactions=2),
        Act(11, noon("2024-03-04", 1), BOT, "comment", thread=10, parent=10),
        Act(12, noon("2024-03-04", 5), ANN, "comment", thread=10, parent=10),
        Act(13, noon("2024-03-04", 30), CHEN, "comment", thread=10, parent=10),
        Act(14, noon("2024-03-06"), ANN, thread=14, channel=2),
        Act(15, noon("2024-03-09"), CHEN, "comment", thread=14, parent=14, channel=2),
        Act(16, noon("2024-03-20"), CHEN, thread=16, channel=3),
        Act(17, noon("2024-03-21"), ANN, "reaction", parent=16, channel=3),
        Act(18, noon("2024-03-22"), None, thread=None),
        Act(19, noon("2024-03-25"), DORA, "join"),
        Act(20, noon("2024-03-28"), DORA, "leave"),
        Act(30, noon("2024-04-02"), BEN, "comment", thread=10, parent=10),
    )
    lake.stays += [(1, ANN, noon("2024-01-01"), None), (1, DORA, noon("2024-03-25"), noon("2024-03-28"))]
    return lake


@pytest.fixture
def measuring(lake, tmp_path) -> Measuring:
    return Measuring(Store(lake, tmp_path), Scope(), TODAY)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("members", 3),  # Ann, Ben, Chen
        ("joined", 2),  # Chen by her first comment, Dora
        ("departed", 1),  # Dora
        ("net", 1),
        ("active_members", 2),
        ("speakers", 2),
        ("daily_active", 6 / 31),  # the 4th (Ann, Chen), 6th, 9th, 20th, 21st; the 22nd was nobody known
        ("stickiness", 6 / 31 / 2),
        ("posts", 4),
        ("comments", 3),
        ("reactions", 3),
        ("new", 1),
        ("returning", 1),
        ("resurrected", 0),
        ("dormant", 1),
        ("interaction_rate", 2 / 3),
        ("threads", 3),
        ("first_response", (30 * 60 + 3 * 86_400) / 2),
        ("first_response_p90", 30 * 60 + 0.9 * (3 * 86_400 - 30 * 60)),
        ("answered_in_a_day", 1 / 3),
        ("unanswered_share", 1 / 3),
        ("absence_factor", 1),
        ("top_share", 0.5),
        ("concentration", 0.0),
        ("unanswered", 1),
        ("exit_rate", 1 / 2),  # Dora, of Ann and Ben
        ("newcomers_stay", 1.0),  # Dora stayed three days
        ("retention_day_1", 0.0),
        ("retention_day_7", 0.0),  # Chen: on the 4th, 9th and 20th
        ("retention_day_30", 0.0),
        ("activation", 0.0),
        ("conversion", 0.0),
        ("core_members", 0),
        ("lost", 0),
        ("regained", 0),
        ("main_speaker_share", 1.0),
        ("team_reply_quick", 0.0),
        ("team_reply_share", 0.0),
        ("team_first_response", None),
        ("gravity", ((4 + 1 + 4) - (4 + 4)) / 3),  # before: Ann and Ben took part; now Ann and Chen do, Ben looks on
        ("health", 25 + 20 * (1 / 3) / 0.9 + 0 + 10 * (0.5 - 0.1) / 0.6 + 20 * 0.5 / 0.6 + 10),
    ],
)
def test_march_is(measuring, key, value):
    point = measuring.whole(METRICS[key], *MARCH)

    assert point.value == pytest.approx(value)
    assert not point.incomplete


def test_every_metric_with_a_value_is_counted_by_hand_here():
    counted = {mark.args[1][i][0] for mark in test_march_is.pytestmark for i in range(len(mark.args[1]))}

    assert {key for key, metric in METRICS.items() if not metric.is_table} - counted == {
        "weekly_active",
        "monthly_active",
    }


def test_weeks_belong_to_mondays_and_months_to_their_first(measuring):
    weeks = measuring.series(METRICS["weekly_active"], date(2024, 3, 6), date(2024, 3, 12), Grain.WEEK)
    months = measuring.series(METRICS["monthly_active"], date(2024, 2, 10), date(2024, 3, 2), Grain.MONTH)

    assert [(str(point.starts), point.value) for point in weeks] == [("2024-03-04", 2), ("2024-03-11", 0)]
    assert [(str(point.starts), point.value) for point in months] == [("2024-02-01", 2), ("2024-03-01", 2)]


def test_weeks_may_begin_on_sundays(measuring, settings):
    settings.FIRST_DAY_OF_WEEK = 0

    weeks = measuring.series(METRICS["weekly_active"], date(2024, 3, 6), date(2024, 3, 7), Grain.WEEK)

    assert [(str(point.starts), str(point.ends)) for point in weeks] == [("2024-03-03", "2024-03-10")]


def test_members_carry_on_through_quiet_months(measuring):
    months = measuring.series(METRICS["members"], date(2024, 2, 1), date(2024, 6, 1), Grain.MONTH)

    assert [point.value for point in months] == [2, 3, 3, 3]


def test_an_unknown_denominator_is_none_and_a_count_is_zero(measuring):
    nobody = (date(2023, 3, 1), date(2023, 4, 1))

    assert measuring.whole(METRICS["unanswered_share"], *nobody).value is None
    assert measuring.whole(METRICS["interaction_rate"], *nobody).value is None
    assert measuring.whole(METRICS["first_response"], *nobody).value is None
    assert measuring.whole(METRICS["posts"], *nobody).value == 0


def test_the_present_step_is_incomplete_and_recent_answers_are_settling(lake, tmp_path):
    measuring = Measuring(Store(lake, tmp_path), Scope(), date(2024, 3, 25))

    weeks = measuring.series(METRICS["unanswered_share"], date(2024, 2, 19), date(2024, 3, 26), Grain.WEEK)

    assert [point.incomplete for point in weeks] == [False, False, False, False, False, True]
    assert [point.settling for point in weeks] == [False, True, True, True, True, False]


def test_tables_are_counted_by_hand_too(lake, tmp_path):
    measuring = Measuring(Store(lake, tmp_path), Scope(), TODAY)
    rows = {key: table(measuring, metric, *MARCH) for key, metric in METRICS.items() if metric.is_table}

    assert rows["by_channel"][0] == {
        "name": "general", "source": 1, "channel": 1, "n": 4, "posts": 2, "comments": 2, "reactions": 2, "members": 2,
    }  # fmt: skip
    assert rows["top_contributors"] == ({"member": ANN, "n": 3, "posts": 2, "comments": 1, "days": 2},)
    assert rows["reply_network"] == ()
    assert {"weekday": 0, "hour": 12, "n": 3} in rows["hour_weekday"]
    assert [(str(row["cohort"]), row["age"], row["members"]) for row in rows["retention"]] == [
        ("2024-03-04", 0, 1), ("2024-03-04", 2, 1),
    ]  # fmt: skip


def test_who_asked_not_to_be_profiled_counts_and_is_not_listed(lake, tmp_path):
    lake.faces[CHEN] = Face(CHEN)

    rows = table(Measuring(Store(lake, tmp_path), Scope(), TODAY), METRICS["reply_network"], *MARCH)

    assert rows == ({"speaker": CHEN, "answered": ANN, "n": 2},)


@pytest.mark.parametrize(
    ("scope", "posts"),
    [
        (Scope(sources=(2,)), 1),
        (Scope(channels=(1, 2)), 3),
        (Scope(segment=(ANN,)), 2),
        (Scope(segment=()), 0),
        (Scope(kinds=("comment",)), 0),
    ],
)
def test_a_scope_limits_what_is_counted(lake, tmp_path, scope, posts):
    assert Measuring(Store(lake, tmp_path), scope, TODAY).whole(METRICS["posts"], *MARCH).value == posts
