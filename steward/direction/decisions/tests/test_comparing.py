"""Effects worked out by hand, and what must hold for any numbers."""

from dataclasses import replace
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.direction.decisions.comparing.before import against_forecast, before_after
from steward.direction.decisions.comparing.chance import paired, student, welch
from steward.direction.decisions.comparing.people import Person, matched_effect, pairs
from steward.direction.decisions.comparing.places import alike, difference_in_differences
from steward.direction.decisions.comparing.records import Effect
from steward.direction.decisions.comparing.verdict import judge, wanted

counts = st.floats(0, 1000, allow_nan=False).map(lambda value: round(value, 3))
course = st.lists(counts, min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("freedom", "table"), [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (7, 2.365), (30, 2.042), (1000, 1.962)]
)
def test_students_quantile_is_that_of_the_tables(freedom: int, table: float) -> None:
    assert isclose(student(freedom), table, abs_tol=0.004)


def test_welch_by_hand() -> None:
    # Means 11 and 16, variances 1, three values each: se = √(2/3), four degrees of freedom, t = 2.776.
    found = welch([10, 11, 12], [15, 16, 17])

    half = 2.776445 * sqrt(2 / 3)
    assert found == pytest.approx((5, 5 - half, 5 + half), abs=0.001)


def test_one_value_has_a_difference_and_no_range() -> None:
    assert welch([10], [12, 14]) == (3, None, None)
    assert paired([4]) == (4, None, None)


def test_difference_in_differences_by_hand() -> None:
    # The exposed went from 10 to 16 (+6); the pool from 9 to 10 (+1): the effect is 5. Gaps: 1, 1 before; 5, 7 after.
    exposed = {1: ([10.0, 10.0], [15.0, 17.0])}
    pool = {2: ([8.0, 8.0], [9.0, 9.0]), 3: ([10.0, 10.0], [11.0, 11.0])}

    found = difference_in_differences(exposed, pool)

    assert found is not None
    assert (found.before, found.after, found.effect, found.instead) == (10, 16, 5, 11)
    assert (found.compared_before, found.compared_after, found.compared_ids, found.exposed) == (9, 10, (2, 3), 1)
    # Variances 0 and 2, two values each: se = 1, one degree of freedom.
    assert (found.low, found.high) == pytest.approx((5 - 12.706204736, 5 + 12.706204736))


def test_a_pool_that_is_not_at_rest_widens_the_range() -> None:
    # Changes of the pool 1 and 41 without noise: variance 800, times (1/1 + 1/2); one degree of freedom.
    exposed = {1: ([10.0, 10.0], [22.0, 22.0])}
    pool = {2: ([10.0, 10.0], [11.0, 11.0]), 3: ([10.0, 10.0], [51.0, 51.0])}

    found = difference_in_differences(exposed, pool)

    assert found is not None
    assert found.effect == -9
    assert (found.low, found.high) == pytest.approx((-9 - 12.706204736 * sqrt(1200), -9 + 12.706204736 * sqrt(1200)))


def test_the_nearest_courses_are_pooled_and_other_levels_are_not() -> None:
    others = {2: [10.0, 12.0], 3: [12.0, 10.0], 4: [100.0, 120.0], 5: [10.0, None], 6: [11.0, 12.0]}

    assert alike([10.0, 12.0], others) == [2, 6, 3]


def test_fewer_than_two_places_are_no_comparison() -> None:
    assert difference_in_differences({1: ([1.0], [2.0])}, {2: ([1.0], [1.0])}) is None
    assert difference_in_differences({1: ([None], [2.0])}, {2: ([1.0], [1.0]), 3: ([1.0], [1.0])}) is None


@given(course, course)
def test_the_effect_between_identical_groups_is_nothing(before, after) -> None:
    both = (before, after)

    found = difference_in_differences({1: both}, {2: both, 3: both})

    assert found is not None
    assert (found.effect, found.low, found.high) == (0, 0, 0)


@given(course, course, course, course, st.integers(-500, 500))
def test_adding_a_constant_to_both_periods_changes_nothing(before, after, others, later, constant) -> None:
    pool = {2: (others, later), 3: (later, others)}
    plain = difference_in_differences({1: (before, after)}, pool)
    moved = difference_in_differences({1: ([v + constant for v in before], [v + constant for v in after])}, pool)

    assert plain is not None
    assert moved is not None
    for name in ("effect", "low", "high"):
        assert isclose(getattr(plain, name), getattr(moved, name), abs_tol=1e-4)


def person(before: float, after: float, *, tenure: int = 100, activity: float | None = None) -> Person:
    return Person(tenure, before if activity is None else activity, before, after)


def test_matched_members_by_hand() -> None:
    # Each exposed member does 2 a week more than before, the members like them 1: the effect is 1 for each and week.
    exposed = {n: person(20, 20 + 8) for n in range(10)}
    others = {100 + n: person(20, 20 + 4) for n in range(10)} | {999: person(2000, 0)}

    found = matched_effect(exposed, others, seed=7, steps=(4, 4))

    assert found is not None
    assert (found.before, found.after, found.compared_before, found.compared_after) == (5, 7, 5, 6)
    assert (found.effect, found.low, found.high, found.exposed, found.per) == (1, 1, 1, 10, "member")


def test_nobody_stands_for_two_and_strata_are_kept() -> None:
    exposed = {1: person(5, 5), 2: person(5, 5), 3: person(5, 5, tenure=3)}
    others = {10: person(5, 5), 11: person(6, 6), 12: person(500, 5)}

    assert {other for _one, other in pairs(exposed, others, 1)} == {10, 11}
    assert [one for one, _other in pairs(exposed, others, 1)] == [1, 2]


@given(st.integers(0, 1000))
def test_the_same_seed_gives_the_same_pairs(seed) -> None:
    exposed = {n: person(n % 7, 3) for n in range(20)}
    others = {100 + n: person(n % 5, 3) for n in range(30)}

    assert pairs(exposed, others, seed) == pairs(exposed, dict(reversed(others.items())), seed)


def test_fewer_than_ten_pairs_say_nothing() -> None:
    exposed = {n: person(5, 9) for n in range(9)}
    assert matched_effect(exposed, {n + 50: person(5, 5) for n in range(40)}, seed=1, steps=(4, 4)) is None


@given(st.lists(st.tuples(counts, counts), min_size=10, max_size=30))
def test_two_groups_of_the_same_members_differ_in_nothing(values) -> None:
    exposed = {n: person(before, after, activity=10) for n, (before, after) in enumerate(values)}
    others = {n + 1000: one for n, one in exposed.items()}

    found = matched_effect(exposed, others, seed=3, steps=(4, 4))

    assert found is not None
    assert isclose(found.effect or 0, 0, abs_tol=1e-9)


def test_against_a_forecast_by_hand() -> None:
    found = against_forecast([80, 88], [100, 104], [(90, 80, 100), (92, 82, 102)], "holt_winters")

    assert found is not None
    assert (found.before, found.after, found.instead, found.effect, found.low, found.high) == (84, 102, 91, 11, 1, 21)


def test_before_and_after_without_a_range_says_so() -> None:
    assert before_after([10], [12]).why == "few_steps"
    assert before_after([], [12]).effect is None


SOME = Effect("places", 100, 110, 100, 10, 4, 16)


@pytest.mark.parametrize(
    ("effect", "low", "high", "hoped", "verdict", "met"),
    [
        (10, 4, 16, 8, "worked", True),
        (10, 4, 16, 20, "worked", False),
        (2, -3, 7, 8, "did_not", False),
        (5, -1, 11, 8, "cannot_tell", False),
        (-10, -16, -4, 8, "did_not", False),
        (-10, -16, -4, -8, "worked", True),
        (-2, -7, 3, -8, "did_not", False),
        (10, 4, 16, -8, "did_not", False),
        (9, None, None, 8, "cannot_tell", True),
        (9, 1, 17, None, "", None),
    ],
)
def test_the_verdict(effect, low, high, hoped, verdict, met) -> None:
    assert judge(replace(SOME, effect=effect, low=low, high=high), hoped) == (verdict, met)


def test_what_was_expected_carries_over_as_a_share_to_single_members() -> None:
    assert wanted(replace(SOME, before=2.0, per="member"), 84, 105) == 0.5
    assert wanted(SOME, 84, 105) == 21
    assert wanted(SOME, 84, None) is None
