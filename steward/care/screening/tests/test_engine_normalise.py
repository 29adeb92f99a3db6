"""Folding keeps the way back to the original."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.screening.engine.normalise import compact, join, narrow, plain, spaced

CHARACTERS = st.text(
    st.one_of(
        st.sampled_from("加微信軟體ＱＱ１２③壹 -*_.。，\u200b\n\tfuckAß😀🔞é⑩½㎏\ufdd0\U000e0041\ud800"),
        st.integers(0, 0x10FFFF).map(chr),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(CHARACTERS)
def test_plain_text_has_as_many_characters_as_the_original(text):
    assert len(plain(text)) == len(text)
    assert len(narrow(text)) == len(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHARACTERS, min_size=1, max_size=6))
def test_every_character_of_both_streams_comes_from_the_text_it_is_said_to_come_from(texts):
    joined = join(texts)

    for stream in (joined.compact(), joined.spaced()):
        assert len(stream.text) == len(stream.at)
        for character, place in zip(stream.text, stream.at.tolist(), strict=True):
            number, offset = joined.owner(place)
            if character not in "\n " and 0 <= offset < len(texts[number]):
                original = texts[number][offset]
                assert character in compact(original) + spaced(original)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHARACTERS.filter(lambda text: "\ufdd0" not in text), min_size=1, max_size=6))
def test_texts_folded_together_are_the_texts_folded_alone(texts):
    assert join(texts).compact().text.split("\n") == [compact(text) for text in texts]
    assert [part.strip(" ") for part in join(texts).spaced().text.split("\n")] == [spaced(text) for text in texts]


@settings(max_examples=60, deadline=None)
@given(CHARACTERS)
def test_folding_twice_changes_nothing_more(text):
    assert plain(plain(text)) == plain(text)
    assert compact(compact(text).replace("\n", "")) == compact(text).replace("\n", "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("加-微-信", "加微信"),
        ("加 微 信", "加微信"),
        ("加\u200b微\u2060信", "加微信"),
        ("ＡＢＣ", "abc"),
        ("軟體與羣組", "软体与群组"),
        ("壹贰叁一二三①②③１２３", "123123123123"),
        ("➕V信", "加v信"),
        ("加🌟微🌟信", "加微信"),
    ],
)
def test_what_stands_between_chinese_characters_and_how_they_are_drawn_makes_no_difference(written, read):
    assert compact(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("F\u200bU\u00adCK", "fuck"),
        ("sh1t", "shit"),
        ("аss", "ass"),
        ("ｆｕｃｋ 𝐟𝐮𝐜𝐤", "fuck fuck"),
        ("buy,   now!", "buy now"),
        ("école", "ecole"),
        ("加qq群", "qq"),
    ],
)
def test_latin_look_alikes_become_letters_and_words_stand_one_space_apart(written, read):
    assert spaced(written) == read


def test_no_text_at_all_is_no_error():
    assert join([]).compact().text == ""
    assert join(["", ""]).spaced().text.split() == []
