"""The grammar of the search box: whatever is typed is read, nearly right brings a hint."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.square.forum.rules.asking import KEYS, LONGEST, STATES, Asked, parse


def read(query: str) -> Asked:
    return parse(query)


def test_words_phrases_and_what_to_leave_out_are_told_apart():
    asked = read('弹幕 "exact words" “中文短语” -draft -"old news" plain')

    assert asked.words == ["弹幕", '"exact words"', '"中文短语"', "plain"]
    assert asked.without == ["draft", '"old news"']
    assert asked.hints == []


def test_every_filter_is_read_in_both_languages():
    english = read("in:help by:ann tag:docs kind:question is:unanswered before:2026-01-01 after:2025-06")
    chinese = read("版块：help 作者：ann 标签：docs 类型：提问 状态：未回答 之前：2026年1月1日 之后：2025/6")

    assert english == chinese
    assert english.categories == ["help"]
    assert english.authors == ["ann"]
    assert english.tags == ["docs"]
    assert (english.kinds, english.states) == (["question"], ["unanswered"])
    assert (english.before, english.after) == (date(2026, 1, 1), date(2025, 6, 1))


def test_a_value_with_spaces_is_quoted():
    assert read('in:"General talk" by:“李 雷”').categories == ["General talk"]
    assert read('in:"General talk" by:“李 雷”').authors == ["李 雷"]


def test_addresses_and_times_are_words():
    asked = read("https://example.org/a?b=1 10:30 C++:")

    assert asked.words == ["https://example.org/a?b=1", "10:30", "C++:"]
    assert asked.hints == []


@pytest.mark.parametrize("query", ["is:unansered", "kind:quiz", "before:yesterday", "after:2026-13-01", "autor:ann"])
def test_what_is_nearly_right_brings_one_hint(query):
    assert len(read(query).hints) == 1


def test_a_filter_cannot_be_left_out():
    asked = read("-in:help word")

    assert (asked.categories, asked.words, len(asked.hints)) == ([], ["word"], 1)


def test_days_that_exclude_each_other_are_said():
    assert len(read("before:2026-01-01 after:2026-02-01").hints) == 1


def test_too_long_a_query_is_cut_and_said():
    asked = read("字" * (LONGEST + 50))

    assert (asked.words, len(asked.hints)) == (["字" * LONGEST], 1)


@pytest.mark.parametrize("query", ["", "   ", "-", '""', "in:", '"', "：", ":"])
def test_nothing_asked_is_empty_or_a_harmless_word(query):
    assert read(query).states == []


@given(st.text(max_size=400))
def test_no_text_breaks_it(query):
    asked = parse(query)

    assert all(word for word in asked.words)


_word = st.text(alphabet="abcde字词句", min_size=1, max_size=6)
_filter = st.tuples(st.sampled_from(sorted(KEYS)), st.sampled_from([":", "："]), _word)


@given(st.lists(_word, max_size=4), st.lists(_filter, max_size=4), st.sampled_from(sorted(STATES)))
def test_filters_never_become_words_and_words_never_filters(words, filters, state):
    query = " ".join([*words, *(f"{key}{colon}{value}" for key, colon, value in filters), f"is:{state}"])
    asked = parse(query)

    assert asked.words == words
    assert STATES[state] in asked.states
