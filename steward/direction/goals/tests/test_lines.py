from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from steward.direction.goals.engine.lines import Line, shape_of_levels, shape_of_sums

SINCE, UNTIL = date(2026, 1, 1), date(2026, 4, 1)
DAYS = [SINCE + timedelta(days=number) for number in range((UNTIL - SINCE).days + 1)]
numbers = st.floats(-1e6, 1e6, allow_nan=False)
positive = st.floats(0.1, 1e6)


def close_to(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))


def rises(line: Line) -> bool:
    values = [line.at(day) for day in DAYS]
    slack = 1e-9 * max(1.0, *map(abs, values))
    way = 1 if line.target >= line.start else -1
    return all((after - before) * way >= -slack for before, after in pairwise(values))


@given(numbers, numbers)
def test_a_straight_line_leads_from_the_start_to_the_target_and_never_back(start, target) -> None:
    line = Line(SINCE, UNTIL, start, target)

    assert (line.at(SINCE), line.at(UNTIL)) == (start, target)
    assert rises(line)


@given(numbers, st.lists(st.tuples(st.integers(0, 89), st.floats(0, 1e6)), min_size=1, max_size=8))
def test_a_stepped_line_ends_at_the_target_and_rises_as_its_steps_do(start, steps) -> None:
    rising, value = [], start
    for number, more in sorted(dict(steps).items()):
        value += more
        rising.append((SINCE + timedelta(days=number), value))
    line = Line(SINCE, UNTIL, start, value + 1, points=tuple(reversed(rising)))

    assert (line.at(SINCE), line.at(UNTIL)) == (start, value + 1)
    assert rises(line)


def test_a_step_is_asked_for_from_its_evening_on() -> None:
    line = Line(SINCE, UNTIL, 10, 40, points=((date(2026, 2, 1), 20.0), (date(2026, 3, 1), 30.0)))

    asked = [line.at(day) for day in (date(2026, 2, 1), date(2026, 2, 2), date(2026, 3, 2), UNTIL)]
    assert asked == [10, 20, 30, 40]


@given(st.lists(positive, min_size=3, max_size=60), numbers, numbers)
def test_a_seasonal_level_meets_both_ends(last_year, start, target) -> None:
    line = Line(SINCE, UNTIL, start, target, shape=shape_of_levels(last_year))

    assert (line.at(SINCE), line.at(UNTIL)) == (start, target)


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=100), st.floats(0, 1e6))
def test_a_seasonal_sum_meets_both_ends_and_never_falls(last_year, target) -> None:
    line = Line(SINCE, UNTIL, 0.0, target, shape=shape_of_sums(last_year), is_sum=True)

    assert (line.at(SINCE), line.at(UNTIL)) == (0.0, target)
    assert rises(line)


@settings(max_examples=50)
@given(st.floats(1, 1e5), st.floats(1, 1e5), st.integers(2, 30))
def test_a_last_year_without_seasons_gives_the_straight_line(first, last, steps) -> None:
    level = [first + (last - first) * number / steps for number in range(steps + 1)]
    straight, seasonal = (Line(SINCE, UNTIL, 5, 9, shape=shape) for shape in ((), shape_of_levels(level)))

    assert all(close_to(straight.at(day), seasonal.at(day)) for day in DAYS)


def test_a_season_is_followed() -> None:
    shape = shape_of_levels([100, 150, 100, 50, 100])

    line = Line(SINCE, UNTIL, 100, 200, shape=shape)
    quarter = SINCE + timedelta(days=22, hours=12)
    assert shape == (1.0, 1.5, 1.0, 0.5, 1.0)
    assert line.at(quarter) > 120 > Line(SINCE, UNTIL, 100, 200).at(quarter) - 10


def test_what_last_year_cannot_say_gives_no_shape() -> None:
    assert [shape_of_levels(some) for some in ([1, None, 3], [1, 2], [0, 1, 2], [])] == [()] * 4
    assert [shape_of_sums(some) for some in ([1, None], [0, 0], [1], [-1, 2])] == [()] * 4
