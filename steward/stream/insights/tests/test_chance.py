"""Ranges of chance against published figures."""

from datetime import date

import pytest

from steward.stream.insights.queries.answers import Point
from steward.stream.insights.queries.chance import (
    around_median,
    byar,
    counts_differ,
    days_differ,
    medians_differ,
    rates_differ,
)

JUNE, JULY = (date(2024, 6, 1), date(2024, 7, 1)), (date(2024, 7, 1), date(2024, 8, 1))


def test_byar_is_close_to_the_exact_interval_of_ten():
    found = byar(10)

    assert (found.low, found.high) == (pytest.approx(4.795, abs=0.02), pytest.approx(18.39, abs=0.02))
    assert byar(0).low == 0


def test_the_interval_of_a_median_lies_on_its_ranks():
    found = around_median(range(1, 101))

    assert (found.low, found.high) == (40, 60)
    assert around_median([1, 2, 3, 4, 5]) is None


def test_few_cases_prove_little_and_many_prove_more():
    def rates(size):
        return Point(*JULY, 0.71, 0.71 * size, size), Point(*JUNE, 0.82, 0.82 * size, size)

    assert not rates_differ(*rates(50))
    assert rates_differ(*rates(500))


def test_counts_are_compared_by_day():
    assert not counts_differ(Point(*JULY, 310), Point(*JUNE, 300))
    assert counts_differ(Point(*JULY, 400), Point(*JUNE, 300))


def test_days_that_differ_among_themselves_hide_a_change():
    calm, wild = [10, 11] * 7, [1, 20] * 7

    assert days_differ([13, 14] * 7, calm)
    assert not days_differ([4, 23] * 7, wild)
    assert not days_differ([100] * 3, calm)


def test_medians_without_intervals_must_differ_by_a_tenth():
    assert not medians_differ(Point(*JULY, 105, denominator=5000), Point(*JUNE, 100, denominator=5000))
    assert medians_differ(Point(*JULY, 150, denominator=5000), Point(*JUNE, 100, denominator=5000))
