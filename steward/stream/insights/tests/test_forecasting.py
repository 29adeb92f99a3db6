"""The engine of forecasts, on series whose future is known."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.stream.insights.forecasting.contest import compete, held_back
from steward.stream.insights.forecasting.engine import Bounds, Lack, Method, expected_band, predict
from steward.stream.insights.forecasting.series import median, naive_scale
from steward.stream.insights.forecasting.simple import theil_sen

counts = st.lists(st.one_of(st.none(), st.integers(0, 10_000)), max_size=60)
shares = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=6, max_size=60)
WEEK = (3, 2, 2, 2, 3, 5, 4)


def noisy(seed: int, length: int, *, slope: float = 0.0, swing: float = 10.0) -> list[float]:
    """Counts with a weekly rhythm, a trend and chance."""
    days = np.arange(length)
    level = 40 + slope * days + swing * np.sin(days * 2 * np.pi / 7)
    return [float(value) for value in np.random.default_rng(seed).poisson(np.maximum(level, 0))]


@settings(max_examples=40)
@given(counts, st.sampled_from([1, 7, 12, 52]), st.integers(1, 30))
def test_any_history_is_forecast_or_declined(values, season, horizon):
    found = predict(values, season, horizon, low=0)

    if sum(value is not None for value in values) < 6:
        assert (found.steps, found.lack) == ((), Lack.POINTS)
        return
    assert len(found.steps) == horizon
    for step in found.steps:
        assert 0 <= step.wide.low <= step.likely.low <= step.value <= step.likely.high <= step.wide.high < np.inf


@settings(max_examples=40)
@given(shares, st.integers(1, 20))
def test_a_share_stays_a_share(values, horizon):
    for step in predict(values, 7, horizon, low=0, high=1).steps:
        assert 0 <= step.wide.low <= step.value <= step.wide.high <= 1


@given(st.integers(0, 100_000), st.integers(6, 60), st.sampled_from([1, 7, 12]))
@settings(max_examples=20)
def test_what_never_changes_stays(value, length, season):
    found = predict([value] * length, season, 5, low=0)

    assert [step.value for step in found.steps] == pytest.approx([value] * 5)
    assert [step.wide.high for step in found.steps] == pytest.approx([value] * 5, abs=1e-6)


@given(st.lists(st.integers(0, 50), min_size=7, max_size=7), st.integers(3, 8))
@settings(max_examples=20)
def test_a_season_that_repeats_itself_is_repeated(week, seasons):
    found = predict(week * seasons, 7, 14)

    assert [step.value for step in found.steps] == pytest.approx(week * 2, abs=1e-6)
    assert found.method is Method.NAIVE
    assert found.error == 0


@given(st.integers(0, 1_000), st.sampled_from([0.25, 4.0, 1024.0]))
@settings(max_examples=15)
def test_a_series_in_another_unit_has_the_same_forecast(seed, factor):
    values = noisy(seed, 50)
    one = predict(values, 7, 7, low=0)
    other = predict([value * factor for value in values], 7, 7, low=0)

    assert other.method is one.method
    assert [step.value for step in other.steps] == pytest.approx([step.value * factor for step in one.steps], rel=1e-6)
    assert other.error == pytest.approx(one.error)


@given(st.integers(0, 1_000), st.integers(-500, 500))
@settings(max_examples=15)
def test_a_level_added_to_a_series_without_bounds_is_added_to_its_forecast(seed, shift):
    values = noisy(seed, 50)
    one, other = predict(values, 7, 7), predict([value + shift for value in values], 7, 7)

    assert other.method is one.method
    assert [step.value for step in other.steps] == pytest.approx([step.value + shift for step in one.steps], abs=1e-6)


@given(st.integers(0, 1_000), st.lists(st.integers(0, 10_000), min_size=10, max_size=10))
@settings(max_examples=15)
def test_a_forecast_from_the_past_knows_nothing_of_what_came(seed, later):
    known = np.array(noisy(seed, 80))
    origins, _judged = held_back(len(known), 7, 10)
    changed = np.concatenate([known[:-10], later])
    before = [place for place, origin in enumerate(origins) if origin <= 70]

    one, other = (compete(series, 7, 10, Bounds(0.0)) for series in (known, changed))

    assert before
    for method in Method:
        assert np.array_equal(one.paths[method][before], other.paths[method][before])


def test_a_back_test_from_a_past_moment_is_the_forecast_of_that_moment():
    values = noisy(3, 90)
    origins, _judged = held_back(90, 7, 7)
    whole = compete(np.array(values), 7, 7, Bounds(0.0))

    alone = compete(np.array(values[: origins[4]]), 7, 7, Bounds(0.0))

    for method in (Method.NAIVE, Method.TREND):
        assert np.array_equal(whole.paths[method][4], alone.paths[method][-1])


def test_the_error_is_the_mean_absolute_miss_over_that_of_naive_steps():
    values = [10.0, 12, 11, 15, 14, 18, 17, 16, 20, 19, 22, 25]
    contest = compete(np.array(values), 1, 2, Bounds())
    origins, judged = held_back(len(values), 1, 2)
    misses = [
        abs(values[origin + step] - values[origin - 1])
        for origin in origins for step in range(judged) if origin + step < len(values)
    ]  # fmt: skip

    naive = np.mean(np.abs(np.diff(values)))

    assert contest.error(Method.NAIVE) == pytest.approx(np.mean(misses) / naive)


def test_less_than_two_seasons_is_said_and_only_candidates_without_a_season_compete():
    found = predict(noisy(1, 13), 7, 3, low=0)

    assert found.lack is Lack.SEASONS
    assert found.seasons == pytest.approx(13 / 7)
    assert predict(noisy(1, 14), 7, 3, low=0).lack is Lack.NOTHING


def test_a_trend_is_followed_and_an_outlier_is_not():
    growing = [100.0 + 3 * n for n in range(60)]
    burst = [*growing[:-3], 900.0, *growing[-2:]]

    straight = predict(growing, 1, 4, low=0).steps
    robust = predict(burst, 1, 4, low=0).steps

    assert straight[-1].value == pytest.approx(100 + 3 * 63, rel=0.03)
    assert robust[-1].value == pytest.approx(100 + 3 * 63, rel=0.15)


def test_growth_by_ratios_is_followed():
    doubling = [10 * 1.05**n for n in range(60)]

    assert predict(doubling, 1, 4, low=0).steps[-1].value == pytest.approx(10 * 1.05**63, rel=0.05)


def test_gaps_are_no_zeros():
    values: list[float | None] = list(WEEK * 8)
    for place in range(0, 49, 5):
        values[place] = None

    found = predict(values, 7, 7, low=0)

    assert [step.value for step in found.steps] == pytest.approx(WEEK, abs=0.5)


def test_ranges_hold_as_often_as_they_say():
    likely, wide = [], []
    for seed in range(40):
        values = noisy(seed, 104, slope=0.1)
        for step, came in zip(predict(values[:-7], 7, 7, low=0).steps, values[-7:], strict=True):
            likely.append(step.likely.low <= came <= step.likely.high)
            wide.append(step.wide.low <= came <= step.wide.high)

    assert 0.72 <= np.mean(likely) <= 0.92
    assert 0.90 <= np.mean(wide) <= 0.995


def test_ranges_widen_with_the_distance():
    steps = predict(noisy(5, 80), 7, 120, low=0).steps
    widths = [step.wide.high - step.wide.low for step in steps]

    assert widths[-1] > 1.5 * widths[0]


def test_the_band_is_none_where_too_little_came_before_and_holds_what_is_usual():
    values = noisy(2, 200)
    band = expected_band(values, 7, counts=True)
    held = [one.low <= value <= one.high for one, value in zip(band, values, strict=True) if one]

    assert len(band) == 200
    assert band[:7] == [None] * 7
    assert all(band[40:])
    assert 0.85 <= np.mean(held) <= 0.99


def test_the_band_knows_only_what_came_before():
    values = noisy(4, 120)
    other = [*values[:80], *(value * 9 for value in values[80:])]

    assert expected_band(values, 7)[:81] == expected_band(other, 7)[:81]


def test_an_outlier_stands_out_and_does_not_move_the_band_after_it():
    values = noisy(6, 150)
    burst = [*values[:100], 400.0, *values[101:]]
    usual, moved = expected_band(values, 7, counts=True), expected_band(burst, 7, counts=True)

    assert moved[100].high < 100
    assert all(abs(one.high - other.high) < 15 for one, other in zip(usual[101:], moved[101:], strict=True))


def test_a_day_of_the_week_that_is_always_low_does_not_stand_out():
    values = [float(value) for value in (30, 30, 30, 30, 30, 4, 4) * 20]

    band = expected_band(values, 7, counts=True)

    assert all(one.low <= value <= one.high for one, value in zip(band, values, strict=True) if one)


@settings(max_examples=30)
@given(counts, st.sampled_from([1, 7, 12, 52]), st.booleans())
def test_any_series_has_a_band(values, season, as_counts):
    assert len(expected_band(values, season, counts=as_counts)) == len(values)


def test_two_thousand_points_have_their_band_at_once():
    values = noisy(7, 2_000)
    started = time.process_time()

    expected_band(values, 7, counts=True)

    assert time.process_time() - started < 0.2  # some 10 ms; the limit only catches a loop


def test_the_median_of_rows_leaves_out_what_is_unknown():
    rows = np.array([[1, np.nan, 3], [np.nan, np.nan, np.nan], [5, 2, 9]], dtype=float)

    assert np.array_equal(median(rows), [2, np.nan, 5], equal_nan=True)


def test_the_slope_is_the_median_of_all_slopes():
    assert theil_sen(np.array([0, 1, 2, 50, 4, np.nan, 6], dtype=float)) == 1
    assert theil_sen(np.array([np.nan, 3.0])) == 0
    assert naive_scale(np.array([1.0, 4.0, np.nan, 5.0]), 1) == 3
