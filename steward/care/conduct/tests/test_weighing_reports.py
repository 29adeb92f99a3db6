"""Whose word weighs how much, and what comes first."""

import math

from hypothesis import given
from hypothesis import strategies as st

from steward.care.conduct.rules.priority import LEAST_TRUST, leading_code, priority, reach, urgency
from steward.care.conduct.rules.trust import accuracy_bonus, reporter_weight, reports_an_hour

counts = st.integers(0, 10_000)


def test_a_record_counts_only_from_the_sixth_decided_report() -> None:
    assert [accuracy_bonus(upheld, 0) for upheld in (0, 5)] == [0.0, 0.0]
    assert accuracy_bonus(6, 0) == math.log(6, 4) * 5
    assert accuracy_bonus(0, 16) == -10.0
    assert accuracy_bonus(7, 3) == 0.0


def test_the_weight_is_one_and_the_trust_level_and_the_record() -> None:
    assert reporter_weight(2, team=False, upheld=0, dismissed=0) == 3.0
    assert reporter_weight(0, team=True, upheld=3, dismissed=1) == 6.0
    assert reporter_weight(1, team=False, upheld=0, dismissed=16) == -8.0


@given(counts, counts)
def test_one_more_upheld_report_never_speaks_against_a_reporter_above_the_pivot(upheld: int, dismissed: int) -> None:
    bonus = accuracy_bonus(upheld, dismissed)

    assert abs(bonus) <= 5 * math.log(max(upheld + dismissed, 1), 4) + 1e-9
    if upheld + dismissed > 5:
        assert accuracy_bonus(upheld + 1, dismissed) >= bonus or bonus < 0


def test_priority_grows_with_severity_readers_and_trust() -> None:
    assert (reach(0), reach(9), reach(99)) == (1.0, 2.0, 3.0)
    assert priority(2, 99, 6.0) == 36.0
    assert priority(1, 0, -12.0) == LEAST_TRUST
    assert [urgency(value) for value in (5.9, 6.0, 24.0)] == ["low", "middling", "high"]


@given(st.integers(1, 3), counts, st.floats(-50, 50))
def test_nothing_that_grows_makes_a_case_less_urgent(severity: int, readers: int, trust: float) -> None:
    here = priority(severity, readers, trust)

    assert priority(severity + 1, readers, trust) >= here
    assert priority(severity, readers + 1, trust) >= here
    assert priority(severity, readers, trust + 1) >= here


def test_the_reason_with_most_weight_leads() -> None:
    assert leading_code([]) == ""
    assert leading_code([("", 9.0), ("ad", 1.0)]) == "ad"
    assert leading_code([("ad", 2.0), ("fraud", 1.5), ("fraud", 1.0)]) == "fraud"
    assert leading_code([("b", -3.0), ("a", -3.0)]) == "a"


def test_trust_levels_beyond_the_table_count_as_its_ends() -> None:
    assert (reports_an_hour(-1), reports_an_hour(0), reports_an_hour(9)) == (3, 3, 20)
