"""Scores, intervals, files of answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.kernel.ruling import Invalid
from steward.square.surveys.reading import read_answers
from steward.square.surveys.rules import in_sample, mean_of, recommended, voter_of

TODAY = date(2026, 11, 23)
NPS = (0, 10)
counts = st.dictionaries(st.integers(0, 10), st.integers(1, 500), min_size=1)


def test_the_score_is_promoters_less_detractors():
    found = recommended({10: 3, 9: 2, 8: 2, 7: 1, 6: 1, 0: 1})

    assert (found.promoters, found.passives, found.detractors) == (5, 3, 2)
    assert found.value == pytest.approx(30.0)
    # By hand: n = 13, p = 5.75/13, d = 2.75/13; 0.4423 - 0.2115 ± 1.95996 · sqrt(0.6006/13).
    assert (found.interval.low, found.interval.high) == pytest.approx((-19.05, 65.20), abs=0.01)
    assert recommended({}).value is None
    assert recommended({}).interval is None


@given(counts)
def test_the_interval_holds_what_is_possible_and_narrows_with_more_answers(few):
    found, more = recommended(few), recommended({score: number * 100 for score, number in few.items()})

    assert -100 <= found.interval.low <= found.interval.high <= 100
    assert more.interval.high - more.interval.low <= found.interval.high - found.interval.low
    assert found.value == pytest.approx(more.value)


def test_the_mean_has_a_range_from_the_spread_of_answers():
    same, mixed, one = mean_of({4: 10}), mean_of({1: 5, 5: 5}), mean_of({3: 1})

    assert (same.value, same.interval.low, same.interval.high) == (4.0, 4.0, 4.0)
    assert mixed.value == 3.0
    assert (mixed.interval.low, mixed.interval.high) == pytest.approx((1.693, 4.307), abs=0.001)
    assert (one.value, one.interval) == (3.0, None)


def test_another_survey_draws_another_sample_and_another_hash():
    drawn = sum(in_sample("a", number, 30) for number in range(2000))
    both = sum(in_sample("a", number, 30) and in_sample("b", number, 30) for number in range(2000))

    assert 520 < drawn < 680
    assert 120 < both < 240
    assert all(in_sample("a", number, 100) for number in range(50))
    assert voter_of("a", 7) != voter_of("b", 7) != voter_of("b", 8)


JINSHUJU = (
    "序号,您有多大可能把我们推荐给朋友或同事？,请问原因是什么？,提交时间,填写者微信昵称\n"
    "1,9,回复很快,2026-11-02 10:20:33,小明\n"
    '2,10,"人好,\n也专业",2026/11/03 09:00,小红\n'
    "3,十分,看不懂,2026-11-03 09:00,小刚\n"
    "4,3,,2026年11月4日,小李\n"
    "5,11,超了,2026-11-04,小王\n"
    "6,7,还没到的日子,2030-01-01,小赵\n"
    "\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_an_export_of_a_chinese_form_is_read_by_its_headings(encoding):
    found = read_answers(JINSHUJU.encode(encoding), NPS, TODAY)

    assert [(row.score, row.comment, row.on) for row in found.rows] == [
        (9, "回复很快", date(2026, 11, 2)),
        (10, "人好,\n也专业", date(2026, 11, 3)),
        (3, "", date(2026, 11, 4)),
    ]
    assert [row.number for row in found.bad] == [4, 6, 7]
    assert "小明" not in str(found)


def test_an_english_export_with_semicolons_and_words_behind_numbers_is_read():
    text = "Score;Why?;Submitted\n9 - very likely;Good;2026-11-01\n8.5;Half;2026-11-01\n10;Good;2026-11-01\n"

    found = read_answers(text.encode(), NPS, TODAY)

    assert [(row.score, row.comment) for row in found.rows] == [(9, "Good"), (10, "Good")]
    assert [row.number for row in found.bad] == [3]
    assert (found.score_column, found.comment_column, found.date_column) == ("Score", "Why?", "Submitted")


def test_the_same_words_twice_are_two_answers_and_the_same_file_gives_the_same_keys():
    text = b"score,comment\n9,ok\n9,ok\n"

    first, second = read_answers(text, NPS, TODAY), read_answers(text, NPS, TODAY)

    assert len({row.key for row in first.rows}) == 2
    assert first == second


@pytest.mark.parametrize("data", [b"", b"name,colour\nA,red\n", b"\xff\xfe\x00", b"\x81\xff\xff"])
def test_a_file_without_scores_is_refused_with_a_sentence(data):
    with pytest.raises(Invalid) as refused:
        read_answers(data, NPS, TODAY)

    assert list(refused.value.errors) == ["file"]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(data):
    try:
        found = read_answers(b"score,comment\n" + data, NPS, TODAY)
    except Invalid:
        return
    assert all(0 <= row.score <= 10 for row in found.rows)
