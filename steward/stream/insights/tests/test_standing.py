"""How members stand, in a community small enough to count by hand."""

from datetime import date

import pytest

from steward.stream.insights.engine.given import Given
from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.parameters import defaults
from steward.stream.insights.metrics.registry import METRICS
from steward.stream.insights.queries.points import Measuring
from steward.stream.insights.queries.tables import table
from steward.stream.insights.tests.small import Act, Face, SmallLake, noon

MARCH = (date(2024, 3, 1), date(2024, 4, 1))
TODAY = date(2024, 12, 1)
ANN, BEN, CHEN, DORA, EVE = 1, 2, 3, 4, 5


def given(team=(), **changed) -> Given:
    """The usual values with some changed, and nothing withheld: `lifecycle={"window": 10}`."""
    values = defaults() | {"floor": {"members": 1}}
    return Given({key: of | changed.get(key, {}) for key, of in values.items()}, team)


def measuring(lake, folder, **changed) -> Measuring:
    return Measuring(Store(lake, folder), Scope(), TODAY, given(**changed))


def rows_of(of: Measuring, key: str) -> tuple:
    return table(of, METRICS[key], *MARCH)


@pytest.fixture
def lake() -> SmallLake:
    """Ann comes every day of March; Ben was there in November and is back; Chen is new; Dora and Eve are gone."""
    lake = SmallLake()
    for day in range(1, 32):
        lake.add(Act(day, noon(f"2024-03-{day:02}"), ANN, "comment"))
    lake.add(
        Act(100, noon("2024-01-15"), ANN),
        Act(101, noon("2023-11-01"), BEN),
        Act(102, noon("2024-03-20"), BEN),
        Act(103, noon("2024-03-10"), CHEN),
        Act(104, noon("2024-03-11"), CHEN, "comment"),
        Act(105, noon("2024-03-17"), CHEN, "reaction"),
        Act(106, noon("2024-02-15"), DORA),
        Act(107, noon("2023-12-10"), EVE),
    )
    return lake


def test_members_flow_between_stages(lake, tmp_path):
    found = {(row["before"], row["now"]): row["members"] for row in rows_of(measuring(lake, tmp_path), "flows")}

    assert found == {
        ("dormant", "core"): 1, ("lost", "regained"): 1, ("none", "new"): 1, ("new", "dormant"): 1,
        ("dormant", "lost"): 1,
    }  # fmt: skip


def test_lost_and_regained_are_days_that_came(lake, tmp_path):
    of = measuring(lake, tmp_path)
    lost = of.series(METRICS["lost"], date(2024, 1, 1), date(2024, 7, 1), Grain.MONTH)
    regained = of.series(METRICS["regained"], date(2024, 1, 1), date(2024, 7, 1), Grain.MONTH)

    assert [point.value for point in lost] == [1, 0, 1, 0, 1, 3]  # Ben; Eve on 9 March; Dora; then the three others
    assert [point.value for point in regained] == [0, 0, 1, 0, 0, 0]


def test_thresholds_of_a_life_are_parameters(lake, tmp_path):
    strict = measuring(lake, tmp_path, lifecycle={"core_days": 40, "window": 60, "lost_days": 100})
    mild = measuring(lake, tmp_path, lifecycle={"core_days": 3})

    assert strict.whole(METRICS["core_members"], *MARCH).value == 0
    assert mild.whole(METRICS["core_members"], *MARCH).value == 2  # Ann and Chen


def test_newcomers_come_back_on_the_day_or_in_the_days_after(lake, tmp_path):
    exact, wide = measuring(lake, tmp_path), measuring(lake, tmp_path, retention={"window": 3})

    for age, on_the_day, within in ((1, 1.0, 1.0), (7, 1.0, 1.0), (30, 0.0, 0.0)):
        assert exact.whole(METRICS[f"retention_day_{age}"], *MARCH).value == on_the_day
        assert wide.whole(METRICS[f"retention_day_{age}"], *MARCH).value == within
    lake.edit(105, at=noon("2024-03-18"))
    assert measuring(lake, tmp_path).whole(METRICS["retention_day_7"], *MARCH).value == 0
    assert measuring(lake, tmp_path, retention={"window": 3}).whole(METRICS["retention_day_7"], *MARCH).value == 1


def test_a_definition_says_its_numbers_and_settles_by_them():
    metric = METRICS["retention_day_7"].as_defined(given(retention={"window": 3}).values)

    assert "in the 3 days from then on" in metric.definition_en
    assert metric.settles == 9


def test_activation_is_a_rule_of_ones_own(lake, tmp_path):
    lake.add(Act(200, noon("2024-03-12"), ANN, "comment", parent=103))

    def activation(**rule) -> float | None:
        return measuring(lake, tmp_path, activation=rule).whole(METRICS["activation"], *MARCH).value

    assert activation() == 0  # Chen did two things within seven days, the third on the eighth
    assert activation(activities=2) == 1
    assert activation(activities=3, days=8) == 1
    assert activation(activities=3, days=8, reaction=0) == 0
    assert activation(activities=2, channels=2) == 0
    assert activation(activities=2, replies=1) == 1
    assert activation(activities=2, replies=2) == 0


def test_a_funnel_narrows(lake, tmp_path):
    lake.stays.append((1, DORA, noon("2024-03-02"), noon("2024-03-02", 5)))
    lake.stays.append((1, 9, noon("2024-03-05"), None))
    lake.faces[9] = Face(9)
    lake.add(Act(300, noon("2024-04-15"), CHEN))

    found = rows_of(measuring(lake, tmp_path, activation={"activities": 2}), "funnel")

    assert [(row["stage"], row["members"]) for row in found] == [
        ("joined", 2), ("began", 1), ("activated", 1), ("back", 1),
    ]  # fmt: skip
    assert [row["of_joined"] for row in found] == [1, 0.5, 0.5, 0.5]


def test_who_leaves_on_the_day_of_joining_did_not_stay(lake, tmp_path):
    lake.stays += [(1, ANN, noon("2024-03-02"), None), (1, DORA, noon("2024-03-02"), noon("2024-03-02", 5))]
    lake.stays += [(2, BEN, noon("2024-03-03"), noon("2024-03-04")), (1, EVE, None, noon("2024-03-05"))]

    point = measuring(lake, tmp_path).whole(METRICS["newcomers_stay"], *MARCH)

    assert (point.numerator, point.denominator) == (2, 3)


def test_rfm_splits_at_the_median_or_at_the_mean(lake, tmp_path):
    median = {row["group"]: row["members"] for row in rows_of(measuring(lake, tmp_path), "rfm") if row["members"]}
    mean = rows_of(measuring(lake, tmp_path, rfm={"mean": 1}), "rfm")

    # days since: Ann 0, Ben 11, Chen 14; days: 31, 1, 3; points: 62, 3, 5.5
    assert median == {"key_value": 1, "develop": 1, "key_keep": 1}
    assert {row["group"]: row["members"] for row in mean if row["members"]} == {"key_value": 1, "win_back": 2}


def test_levels_are_points_that_fade(lake, tmp_path):
    usual = rows_of(measuring(lake, tmp_path), "levels")
    fading = rows_of(measuring(lake, tmp_path, levels={"half_life": 1}), "levels")

    assert [(row["level"], row["members"]) for row in usual] == [
        ("core", 1), ("contributor", 0), ("participant", 3), ("observer", 1),
    ]  # fmt: skip
    assert [row["members"] for row in fading] == [0, 0, 1, 4]


def test_health_adds_up_from_its_parts(lake, tmp_path):
    of = measuring(lake, tmp_path)
    parts = rows_of(of, "health_parts")

    assert sum(row["adds"] for row in parts if row["adds"] is not None) == pytest.approx(
        of.whole(METRICS["health"], *MARCH).value
    )
    only = measuring(lake, tmp_path, health=dict.fromkeys([f"{row['part']}_weight" for row in parts], 0) | {
        "activity_weight": 3
    })  # fmt: skip
    assert only.whole(METRICS["health"], *MARCH).value == 100


def test_the_team_answers_members_not_itself(tmp_path):
    lake = SmallLake()
    lake.faces[DORA] = Face(DORA, is_team=True)
    lake.add(
        Act(1, noon("2024-03-04"), ANN, thread=1),
        Act(2, noon("2024-03-04", 1), CHEN, "comment", thread=1),  # no team mate
        Act(3, noon("2024-03-04", 2), BEN, "comment", thread=1),
        Act(4, noon("2024-03-04", 9), BEN, "comment", thread=1),
        Act(5, noon("2024-03-05"), ANN, thread=5, channel=2),
        Act(6, noon("2024-03-05", 120), DORA, "comment", thread=5, channel=2),
        Act(7, noon("2024-03-06"), BEN, thread=7),
        Act(8, noon("2024-03-06", 1), DORA, "comment", thread=7),
        Act(9, noon("2024-03-07"), CHEN, thread=9),
    )
    of = measuring(lake, tmp_path, team=(BEN,))

    assert of.whole(METRICS["team_reply_quick"], *MARCH).value == 1 / 3
    assert of.whole(METRICS["team_reply_share"], *MARCH).value == 2 / 3
    assert of.whole(METRICS["team_first_response"], *MARCH).value == (120 + 7200) / 2
    found = {(row["member"], row["name"]): (row["threads"], row["median"]) for row in rows_of(of, "team_replies")}
    assert found == {(BEN, "general"): (1, 120.0), (DORA, "求助"): (1, 7200.0)}


def test_who_asked_not_to_be_profiled_is_in_no_list_of_members(lake, tmp_path):
    lake.faces[ANN] = Face(ANN, do_not_profile=True, is_team=True)
    lake.add(Act(400, noon("2024-03-04"), BEN, thread=400), Act(401, noon("2024-03-05"), ANN, "comment", thread=400))
    of = measuring(lake, tmp_path)

    listed = {key: rows_of(of, key) for key in ("top_contributors", "top_speakers", "team_replies", "reply_network")}

    ends = ("member", "speaker", "answered")
    named = {row.get(column) for rows in listed.values() for row in rows for column in ends}
    assert listed["top_contributors"]
    assert ANN not in named
    assert of.whole(METRICS["main_speaker_share"], *MARCH).numerator == 36
    assert of.whole(METRICS["team_reply_share"], *MARCH).numerator == 1
    assert sum(row["members"] for row in rows_of(of, "rfm")) == 3


def test_groups_under_the_floor_keep_their_numbers_to_themselves(lake, tmp_path):
    of = Measuring(Store(lake, tmp_path), Scope(), TODAY)

    shown = [(row["members"], row["withheld"]) for row in rows_of(of, "levels")]

    assert shown == [(None, True), (0, False), (None, True), (None, True)]


def test_more_may_leave_in_some_years_than_were_there_at_their_start(tmp_path):
    lake = SmallLake()
    for who in (ANN, BEN, CHEN):
        lake.faces[who] = Face(who)
        lake.stays.append((1, who, noon("2024-02-01" if who == ANN else "2024-03-02"), noon("2024-03-20")))

    found = measuring(lake, tmp_path).whole(METRICS["exit_rate"], *MARCH)

    assert (found.value, found.interval) == (3, None)
