"""The formulas against other people's numbers."""

import math
import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.conduct.enums import WEIGHT, Level
from steward.care.oversight.rules.agreement import about, kappa, linear
from steward.care.oversight.rules.hints import hint
from steward.care.oversight.rules.periods import before, span, span_of
from steward.care.oversight.rules.sampling import is_sampled
from steward.care.oversight.rules.spread import percentile, times
from steward.foundation.kernel.chance import Share

LEVELS = [level.value for level in Level]
PLACES = {level.value: place for level, place in WEIGHT.items()}


def pairs_of(seed: int, size: int, agreeing: float) -> list[tuple[str, str]]:
    rng = random.Random(seed)
    first = [rng.choice(LEVELS) for _one in range(size)]
    return [(one, one if rng.random() < agreeing else rng.choice(LEVELS)) for one in first]


@pytest.mark.parametrize(("seed", "size", "agreeing"), [(1, 12, 0.3), (2, 40, 0.8), (3, 200, 0.5), (4, 60, 0.0)])
@pytest.mark.parametrize("weights", [None, "linear"])
def test_kappa_agrees_with_scikit_learn(seed, size, agreeing, weights) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    pairs = pairs_of(seed, size, agreeing)
    first, second = zip(*pairs, strict=True)

    mine = kappa(Counter(pairs), linear(PLACES) if weights else None)

    theirs = metrics.cohen_kappa_score(first, second, labels=LEVELS, weights=weights)
    assert mine.kappa == pytest.approx(theirs, abs=1e-12)
    assert (mine.n, mine.low <= mine.kappa <= mine.high) == (size, True)


TABLE = [[53, 5, 2], [11, 14, 5], [1, 6, 3]]
CLOSE = [[1, 0, 4 / 9], [0, 1, 2 / 3], [4 / 9, 2 / 3, 1]]


def numeric_error(table: dict[tuple[int, int], int], weight) -> float:
    """The standard error by the delta method with a numeric gradient: another way to the same number."""
    total = sum(table.values())

    def value(counts: dict[tuple[int, int], float]) -> float:
        whole = sum(counts.values())
        rows, columns = (
            [sum(n for at, n in counts.items() if at[side] == k) / whole for k in range(3)] for side in (0, 1)
        )
        observed = sum(n / whole * weight(*at) for at, n in counts.items())
        expected = sum(rows[a] * columns[b] * weight(a, b) for a in range(3) for b in range(3))
        return (observed - expected) / (1 - expected)

    step = 1e-6
    shares = {at: n / total for at, n in table.items()}
    slope = {
        at: (value(shares | {at: n + step}) - value(shares | {at: n - step})) / (2 * step) for at, n in shares.items()
    }
    mean = sum(shares[at] * slope[at] for at in shares)
    return math.sqrt((sum(shares[at] * slope[at] ** 2 for at in shares) - mean**2) / total)


@pytest.mark.parametrize(("weight", "value"), [(None, 0.4286), (lambda one, other: CLOSE[one][other], 0.5071)])
def test_the_interval_of_kappa_is_that_of_the_delta_method(weight, value) -> None:
    table = {(row, column): 2 * TABLE[row][column] for row in range(3) for column in range(3)}

    found = kappa(table, weight)

    error = numeric_error(table, weight or (lambda one, other: float(one == other)))
    assert (round(found.kappa, 4), (found.high - found.low) / 2) == (value, pytest.approx(1.959964 * error, rel=1e-4))


def test_kappa_says_nothing_where_there_is_nothing_to_say() -> None:
    assert kappa({}) is None
    assert kappa({("warn", "warn"): 5}).kappa is None
    whole = kappa({("warn", "warn"): 5, ("none", "none"): 5})
    assert (whole.kappa, whole.low, whole.high) == (1.0, 1.0, 1.0)


@settings(max_examples=100)
@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), st.integers(0, 30), max_size=9))
def test_kappa_stays_in_its_bounds(table) -> None:
    found = kappa(table)

    if found is not None and found.kappa is not None:
        assert -1 <= found.low <= found.kappa <= found.high <= 1 + 1e-12
        assert 0 <= found.observed <= 1 + 1e-12


def test_one_answer_is_counted_against_all_others() -> None:
    table = {("a", "a"): 3, ("a", "b"): 1, ("b", "c"): 2, ("c", "a"): 4}

    assert about(table, "a") == {(True, True): 3, (True, False): 1, (False, False): 2, (False, True): 4}


def test_wilson_agrees_with_known_values() -> None:
    one = Share(1, 1)
    newcombe = Share(15, 148)  # Newcombe 1998, Statistics in Medicine 17:857-872, table I

    assert (round(one.low, 4), round(one.high, 4)) == (0.2065, 1.0)
    assert (round(newcombe.low, 4), round(newcombe.high, 4)) == (0.0624, 0.1605)
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


def test_percentiles_are_those_of_numpy() -> None:
    import numpy as np

    values = [3.0, 1.0, 9.0, 4.0, 2.5, 100.0]

    for share in (0, 0.1, 0.5, 0.9, 1):
        assert percentile(sorted(values), share) == pytest.approx(np.percentile(values, share * 100))
    assert (times([]).median, times([]).n) == (None, 0)


def test_the_sample_is_near_its_share_grows_and_stays_the_same() -> None:
    five = {number for number in range(1, 20_001) if is_sampled(number, 5)}
    ten = {number for number in range(1, 20_001) if is_sampled(number, 10)}

    assert (abs(len(five) - 1000) < 20, abs(len(ten) - 2000) < 20, five <= ten) == (True, True, True)
    assert {number for number in range(1, 100) if is_sampled(number, 0)} == set()
    assert all(is_sampled(number, 100) for number in range(1, 100))


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1)), ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1)), ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026-02", date(2026, 2, 1), date(2026, 3, 1)),
    ],
)  # fmt: skip
def test_periods_have_their_days(name, first, after) -> None:
    found = span(name)

    assert (found.first, found.after, before(found).after) == (first, after, first)


@pytest.mark.parametrize(
    "name", ["", "26", "2026-13", "2026-Q5", "2026-00", "2026-1", "abcd", "2026-Q1x", "२०२६", "0001"]
)
def test_what_is_no_period_is_none(name) -> None:
    assert span(name) is None


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["month", "quarter", "year"]))
def test_every_day_lies_in_its_period_and_the_name_leads_back(day, kind) -> None:
    found = span_of(kind, day)

    assert found.first <= day < found.after
    assert span(found.name) == found


def test_a_hint_is_given_only_when_numbers_carry_it() -> None:
    bad = kappa({("a", "b"): 8, ("b", "a"): 8, ("a", "a"): 4})

    assert hint(1, Share(1, 1).interval, 0.2, None) == "Too few appeals to say anything."
    assert hint(20, Share(15, 20).interval, 0.2, None).startswith("Rewrite this text first")
    assert hint(20, Share(4, 20).interval, 0.2, None) == ""
    assert hint(0, None, None, bad).startswith("Team mates read it differently")
