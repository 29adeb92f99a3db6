"""Contributions add up, whatever the community, the metric and the days."""

import tempfile
from datetime import date
from fractions import Fraction
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.explaining.parts import Cell, Scale, split, whole_of
from steward.stream.insights.explaining.pooling import OTHERS, corners, pooled
from steward.stream.insights.explaining.standing import standing_out
from steward.stream.insights.metrics.registry import METRICS
from steward.stream.insights.queries.cells import SOURCES, cells
from steward.stream.insights.queries.points import Measuring
from steward.stream.insights.queries.spans import span
from steward.stream.insights.queries.taken_apart import DIMENSIONS
from steward.stream.insights.tests.small import Act, Face, SmallLake, noon
from steward.stream.insights.tests.strategies import lakes

TODAY = date(2024, 7, 1)
PERIODS = (
    ((date(2024, 2, 5), date(2024, 2, 12)), (date(2024, 2, 12), date(2024, 2, 19))),
    ((date(2024, 2, 1), date(2024, 3, 1)), (date(2024, 3, 1), date(2024, 4, 1))),
    ((date(2024, 1, 22), date(2024, 3, 3)), (date(2024, 4, 3), date(2024, 5, 20))),
)
SCOPES = (Scope(), Scope(sources=(1,)), Scope(channels=(2, 3)), Scope(segment=(1, 2, 6)))
SEGMENTS = ((7, (1, 2, 3)), (4, (2, 5)), (9, ()))


FEW = st.lists(st.sampled_from(sorted(SOURCES)), min_size=2, max_size=2, unique=True)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lakes(), st.sampled_from(PERIODS), st.sampled_from(SCOPES), FEW)
def test_parts_of_every_dimension_add_up_to_what_was_measured(lake, periods, scope, keys):
    with tempfile.TemporaryDirectory() as folder:
        store = Store(lake, Path(folder))
        measuring = Measuring(store, scope, TODAY)
        for key in keys:
            metric, source = METRICS[key], SOURCES[key]
            before, now = (measuring.whole(metric, *days).value for days in periods)
            spans = tuple(span(metric, *days, TODAY) for days in periods)
            found = cells(store, source, spans, scope, SEGMENTS)
            whole = found.whole(is_rate=source.is_rate)

            told = [None if value is None else float(value) for value in (whole.before, whole.now)]
            assert told == [pytest.approx(before), pytest.approx(now)], key
            assert_adds_up(found.cells, whole)


def assert_adds_up(found, whole) -> None:
    crossed = attrgetter(*DIMENSIONS)
    for by in (*(attrgetter(name) for name in DIMENSIONS), crossed):
        shares = split(found, by, is_rate=whole.is_rate, scale=whole.scale)
        assert sum(share.contribution for share in shares) == (whole.difference or 0 if shares else 0)
        assert all(share.mix + share.rate == share.contribution for share in shares)


numbers = st.integers(0, 50)


@st.composite
def corners_of(draw: st.DrawFn) -> Cell:
    bottoms = draw(numbers), draw(numbers)
    tops = tuple(draw(st.integers(0, bottom)) for bottom in bottoms)
    words = draw(st.sampled_from(("new", "left"))), draw(st.integers(1, 4)), draw(st.none() | st.integers(1, 3))
    return Cell(*words, draw(st.sampled_from(("post", ""))), *tops, *bottoms, people=draw(st.integers(1, 9)))


@settings(max_examples=100)
@given(st.lists(corners_of(), min_size=1, max_size=12), st.booleans())
def test_any_grouping_adds_up_exactly(found, is_rate):
    whole = whole_of(found, is_rate=is_rate, scale=Scale(Fraction(1, 3), Fraction(1, 4)))

    if whole.difference is not None:
        assert_adds_up(found, whole)
        assert_adds_up(pooled(found, {None: 9, 1: 2, 2: 4, 3: 8}, 5), whole)
        assert_adds_up(corners(found, 5), whole)


@settings(max_examples=60)
@given(st.lists(corners_of(), min_size=1, max_size=12), st.booleans(), st.integers(0, 4))
def test_the_largest_few_are_the_first_of_all(found, is_rate, most):
    way = {"is_rate": is_rate, "scale": Scale(Fraction(1, 3), Fraction(1, 4))}

    shares = split(found, attrgetter("channel", "segment"), **way)

    assert split(found, attrgetter("channel", "segment"), **way, most=most) == shares[:most]
    assert shares == sorted(shares, key=lambda share: (-abs(share.contribution), -share.base, str(share.key)))


def test_a_rate_is_split_into_weight_and_rate_by_hand():
    """Kitagawa: 10 of 20 and 10 of 80 were answered, then 30 of 60 and 10 of 40; 20 % became 40 %."""
    found = [Cell("", 1, None, "", 10, 30, 20, 60), Cell("", 2, None, "", 10, 10, 80, 40)]
    whole = whole_of(found, is_rate=True)

    shares = {share.key: share for share in split(found, attrgetter("channel"), is_rate=True)}

    assert whole.difference == Fraction(1, 5)
    # The first weighs 60 % instead of 20 % and is 20 points better than the mean of both rates, 30 %.
    assert (shares[1].mix, shares[1].rate) == (Fraction(2, 5) * Fraction(1, 5), 0)
    # The second weighs 40 % less at 18.75 % on average, and doubled its rate at a mean weight of 60 %.
    assert shares[2].mix == Fraction(-2, 5) * (Fraction(3, 16) - Fraction(3, 10))
    assert shares[2].rate == Fraction(3, 5) * Fraction(1, 8)


def counts(*pairs: tuple[int, int]) -> list[Cell]:
    return [Cell("", place, None, "", before, now) for place, (before, now) in enumerate(pairs, start=1)]


@pytest.mark.parametrize(
    ("pairs", "explaining"),
    [
        (((30, 4), (60, 60), (10, 10)), (1,)),
        (((40, 22), (30, 19), (48, 43)), (1, 2)),  # 29 of 34, and six tenths of it all before
        (((20, 2), (20, 9), (78, 73)), (1,)),
        (((20, 10), (20, 10), (20, 10), (20, 10)), None),
        (((0, 40), (100, 102)), (1,)),  # what was not there before explains a rise
        (((60, 50), (40, 35)), None),  # two thirds of the loss where two thirds were
        (((30, 20), (30, 21), (140, 137)), (1, 2)),
        (((5, 5), (6, 6)), None),
    ],
)
def test_parts_explain_when_they_did_clearly_more_than_their_share(pairs, explaining):
    found = counts(*pairs)

    standing = standing_out(split(found, attrgetter("channel"), is_rate=False), whole_of(found, is_rate=False))

    assert (standing and tuple(part.key for part in standing.parts)) == explaining


def test_small_segments_are_put_together_and_cannot_be_subtracted():
    found = [Cell("", 1, segment, "", 1, 0, people=people) for segment, people in ((1, 3), (2, 9), (None, 40))]

    assert [cell.segment for cell in pooled(found, {1: 3, 2: 9, None: 40}, 5)] == [OTHERS, 2, OTHERS]
    assert [cell.segment for cell in pooled(found, {1: 3, 2: 4, None: 40}, 5)] == [OTHERS, OTHERS, None]


def test_a_member_is_counted_whole_where_they_did_most(tmp_path):
    lake = SmallLake()
    lake.faces[9] = Face(9, is_bot=True)
    lake.add(
        Act(1, noon("2024-03-04"), 1, "post", channel=1), Act(2, noon("2024-03-04", 1), 1, "comment", channel=2),
        Act(3, noon("2024-03-05"), 1, "comment", channel=2), Act(4, noon("2024-03-05"), 2, "post", channel=2),
        Act(5, noon("2024-03-05", 5), 2, "comment", channel=1), Act(6, noon("2024-03-06"), 9, "post", channel=1),
        Act(7, noon("2024-03-12"), 2, "post", channel=1), Act(8, noon("2024-03-13"), 3, "reaction", channel=3),
    )  # fmt: skip
    weeks = ((date(2024, 3, 4), date(2024, 3, 11)), (date(2024, 3, 11), date(2024, 3, 18)))
    spans = tuple(span(METRICS["weekly_active"], *days, TODAY) for days in weeks)

    found = cells(Store(lake, tmp_path), SOURCES["weekly_active"], spans, Scope(), ())

    told = {(cell.who, cell.channel, cell.kind): (cell.top0, cell.top1) for cell in found.cells}
    assert told == {
        ("left", 2, "comment"): (1, 0),  # twice in the second channel, once in the first
        ("stayed", 1, "comment"): (1, 0),  # once in each: the lower id, the earlier word
        ("stayed", 1, "post"): (0, 1),
        ("new", 3, "reaction"): (0, 1),
    }
