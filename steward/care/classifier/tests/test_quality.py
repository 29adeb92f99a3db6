"""Counting how good a version is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.classifier.engine.quality import STEPS, curve, curves, reliability, tally
from steward.care.classifier.engine.tallies import Tally, threshold_for
from steward.foundation.kernel.chance import Share

CHANCES = np.array([0.95, 0.9, 0.72, 0.61, 0.4, 0.2, 0.05])
TRUTH = [True, True, False, True, True, False, False]


def test_a_tally_counts_what_proposing_would_have_done():
    found = tally(CHANCES, TRUTH, 0.6)
    assert found == Tally(3, 1, 1)
    assert (found.precision.value, found.recall.value, found.f1) == (0.75, 0.75, 0.75)


def test_what_was_never_counted_is_unknown():
    empty = Tally(0, 0, 0)
    assert (empty.precision.value, empty.precision.low, empty.recall.high, empty.f1) == (None, None, None, None)


def test_ranges_of_chance_are_wilsons():
    # Newcombe 1998, table I: 81 of 263 → 0.2553 to 0.3662.
    rate = Share(81, 263)
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.2553, 0.3662)
    assert Share(0, 10).low == 0
    assert Share(10, 10).high == pytest.approx(1)


def test_the_lowest_threshold_that_is_right_enough_is_chosen():
    points = [(0.4, Tally(9, 1, 0)), (0.5, Tally(8, 4, 2)), (0.6, Tally(9, 1, 1)), (0.9, Tally(5, 0, 5))]
    assert threshold_for(points, 0.9) == 0.6
    assert threshold_for(points, 0.95) == 0.9
    assert threshold_for([(0.9, Tally(4, 0, 5))], 0.5) is None
    assert threshold_for([], 0.9) is None


def test_reliability_counts_every_score_once():
    bins = reliability(CHANCES, TRUTH)
    assert [one.size for one in bins] == [1, 0, 1, 0, 1, 0, 1, 1, 0, 2]
    assert (bins[9].said, bins[9].so) == (pytest.approx(0.925), Share(2, 2))
    assert bins[1].said is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_a_higher_threshold_never_finds_more(cases):
    chances, truth = np.array([one for one, _so in cases]), [so for _one, so in cases]
    found = [one for _step, one in curve(chances, truth)]
    assert [one.right for one in found] == sorted((one.right for one in found), reverse=True)
    assert {one.right + one.missed for one in found} == {sum(truth)}
    assert all(one.so.size == one.size for one in reliability(chances, truth))


def test_curves_are_kept_as_numbers():
    kept = curves(("ad",), CHANCES.reshape(-1, 1), ["ad" if so else "abuse" for so in TRUTH])
    assert [point[0] for point in kept["ad"]] == list(STEPS)
    assert kept["ad"][11] == [0.6, 3, 1, 1]
