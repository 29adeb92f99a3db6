from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.foundation.search.public import Text, count, find, index, remove, snippet
from steward.foundation.search.tokens import phrases, tokens

DAY = datetime(2026, 5, 1, tzinfo=UTC)


def put(*texts: str, kind: str = "note") -> None:
    index(kind, [Text(number, DAY + timedelta(days=number), text) for number, text in enumerate(texts, 1)])


def numbers(query: str, kind: str = "note") -> list[int]:
    return [object_id for _kind, object_id in find(query, [kind])]


def test_a_run_of_chinese_becomes_bigrams_and_its_last_character() -> None:
    assert tokens("社群运营2.0，Go!") == ["社群", "群运", "运营", "营", "2", "0", "go"]


def test_full_width_and_case_do_not_matter() -> None:
    assert tokens("ＡＢＣ　Hello") == ["abc", "hello"]


@pytest.mark.django_db
def test_a_two_character_word_is_found_wherever_it_stands() -> None:
    put("社群运营手册", "路口交通拥堵", "上海举办活动", "运 营")

    assert numbers("运营") == [1]
    assert numbers("交通") == [2]
    assert numbers("海上") == []
    assert numbers("上海举办") == [3]


@pytest.mark.django_db
def test_one_character_finds_every_place_it_stands_in() -> None:
    put("社群运营", "营地", "无关")

    assert numbers("营") == [2, 1]


@pytest.mark.django_db
def test_every_word_must_be_there_and_the_last_may_go_on() -> None:
    put("Moderators reply quickly", "moderators sleep", "reply later")

    assert numbers("reply mod") == [1]
    assert numbers("mod reply") == []
    assert numbers("moderators repl") == [1]
    assert numbers('"mod"') == []


@pytest.mark.django_db
def test_a_quoted_phrase_keeps_its_order() -> None:
    put("the quick brown fox", "brown quick fox", "iPhone手机壳", "手机iPhone壳")

    assert numbers('"quick brown"') == [1]
    assert numbers("iPhone手机") == [3]
    assert numbers("手机iphone") == [4]


@pytest.mark.django_db
def test_the_newest_come_first_and_kinds_are_apart() -> None:
    put("tea", "tea and more tea", kind="note")
    put("tea", kind="member")

    assert numbers("tea") == [2, 1]
    assert find("tea", ["note", "member"], limit=1, offset=1) == [("member", 1)]
    assert count("tea", ["note", "member"]) == 3


@pytest.mark.django_db
def test_indexing_again_replaces_and_removing_forgets() -> None:
    put("old words", "other")

    index("note", [Text(1, DAY, "new words")])
    assert (numbers("old"), numbers("new")) == ([], [1])
    index("note", [Text(1, DAY, "…")])
    assert numbers("words") == []
    assert (remove("note", [2, 99]), numbers("other")) == (1, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "  ", "!!!", '"', "'", "a' OR 1=1 --", "NEAR(", "*", "\\", ":*", "%", "AND OR NOT", "\x00a"]
)
def test_hostile_queries_find_nothing_and_break_nothing(query) -> None:
    put("tea")

    assert numbers(query) == []


@pytest.mark.django_db
@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(
    text=st.text(alphabet="社群运营abAB 1'\"\\:-", min_size=1, max_size=20),
    start=st.integers(0, 18),
    length=st.integers(2, 6),
)
def test_any_part_of_a_chinese_run_finds_its_text(text, start, length) -> None:
    remove("note", [1, 2])
    put(text, "无关 noise")
    part = text[start : start + length]

    if len(part) >= 2 and all(character in "社群运营" for character in part):
        assert 1 in numbers(part)


def test_a_query_without_words_asks_for_nothing() -> None:
    assert phrases("…！") == []


def test_a_snippet_marks_hits_and_escapes_the_rest() -> None:
    assert snippet("<b>运营</b> 手册", "运营") == "&lt;b&gt;<mark>运营</mark>&lt;/b&gt; 手册"
    assert snippet("x" * 300 + " tea " + "y" * 300, "tea", 40).count("<mark>tea</mark>") == 1
