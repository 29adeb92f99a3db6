"""Wilson's interval against published figures."""

import pytest

from steward.foundation.kernel.chance import wilson


def test_wilson_agrees_with_newcombe_1998():
    found = wilson(81, 263)

    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_wilson_stays_between_nothing_and_all():
    assert wilson(0, 10).low == 0
    assert wilson(10, 10).high == pytest.approx(1)
    assert wilson(0, 0) is None


def test_wilson_agrees_with_prop_test_of_r_without_correction():
    found = wilson(14, 20)

    assert (round(found.low, 4), round(found.high, 4)) == (0.4810, 0.8545)
