import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.direction.goals.engine.verdicts import Facts, judged, pace, progress, worst
from steward.direction.goals.enums import Judge, Way

UP = {"way": Way.HIGHER, "target": 120.0, "expected": 100.0}
DOWN = {"way": Way.LOWER, "target": 0.1, "expected": 0.2}


@pytest.mark.parametrize(
    ("facts", "verdict", "why"),
    [
        (UP | {"value": None}, "unknown", "no_value"),
        (UP | {"value": 100, "has_begun": False}, "unknown", "not_begun"),
        (UP | {"value": 120, "is_over": True, "forecast": 90}, "on_track", "reached"),
        (UP | {"value": 119.9, "is_over": True, "forecast": 130}, "off", "missed"),
        (UP | {"value": 96, "forecast": 120, "low": 100, "high": 140}, "on_track", "forecast_reaches"),
        (UP | {"value": 94, "forecast": 121, "low": 100, "high": 140}, "at_risk", "behind_line"),
        (UP | {"value": 100, "forecast": 110, "low": 100, "high": 120}, "at_risk", "target_in_range"),
        (UP | {"value": 130, "forecast": 110, "low": 100, "high": 119}, "off", "target_out_of_range"),
        (UP | {"value": 96, "forecast": 60, "low": 50, "high": 70, "judge": Judge.PACE}, "on_track", "on_line"),
        (UP | {"value": 95}, "on_track", "on_line"),
        (UP | {"value": 94}, "at_risk", "behind"),
        (UP | {"value": 79}, "off", "far_behind"),
        (UP | {"value": 94, "tolerance": 0.1}, "on_track", "on_line"),
        (DOWN | {"value": 0.15, "forecast": 0.1, "low": 0.05, "high": 0.2}, "on_track", "forecast_reaches"),
        (DOWN | {"value": 0.3, "forecast": 0.09, "low": 0.05, "high": 0.2}, "at_risk", "behind_line"),
        (DOWN | {"value": 0.2, "forecast": 0.15, "low": 0.1, "high": 0.2}, "at_risk", "target_in_range"),
        (DOWN | {"value": 0.2, "forecast": 0.15, "low": 0.11, "high": 0.2}, "off", "target_out_of_range"),
        (DOWN | {"value": 0.25}, "off", "far_behind"),
        (DOWN | {"value": 0.09, "is_over": True}, "on_track", "reached"),
    ],
)
def test_the_rule_says(facts, verdict, why) -> None:
    assert judged(Facts(**facts)) == (verdict, why)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_better_value_is_never_judged_worse(expected, value, more) -> None:
    rank = {"off": 0, "at_risk": 1, "on_track": 2}
    worse, better = (judged(Facts(Way.HIGHER, 1e6, given, expected)) for given in (value, value + more))

    assert rank[better[0]] >= rank[worse[0]]


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_progress_lies_between_nothing_and_everything(value, start, target) -> None:
    assert 0 <= progress(value, start, target) <= 1
    assert progress(target, start, target) == 1


def test_pace_is_one_on_the_line_and_unknown_where_the_line_has_not_moved() -> None:
    assert (pace(100, 90, 100), pace(95, 90, 100), pace(90, 90, 90)) == (1, 0.5, None)


def test_a_goal_is_as_good_as_its_worst_part_and_at_risk_while_a_guardrail_is_broken() -> None:
    assert worst(["on_track", "off", "at_risk"], broken=False) == "off"
    assert worst(["on_track", "unknown"], broken=False) == "on_track"
    assert worst(["on_track"], broken=True) == "at_risk"
    assert worst([], broken=False) == "unknown"
