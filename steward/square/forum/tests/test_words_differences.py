"""Comparing two texts, and putting two edits together."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.square.forum.rules.differences import GONE, NEW, SAME, Merged, Piece, applied, differences, merged, sides

TEXT = st.text("ab 张三。！?\n", max_size=60)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_differences_lead_from_one_text_to_the_other(older, newer):
    pieces = differences(older, newer)

    assert applied(pieces, older) == newer
    assert all(first.kind != second.kind for first, second in pairwise(pieces))


@settings(deadline=None)
@given(TEXT, TEXT)
def test_one_edit_alone_and_the_same_edit_twice_merge_to_themselves(base, edit):
    assert merged(base, edit, base) == Merged(edit, 0)
    assert merged(base, base, edit) == Merged(edit, 0)
    assert merged(base, edit, edit) == Merged(edit, 0)


@settings(deadline=None)
@given(TEXT, TEXT, TEXT)
def test_nothing_either_edit_wrote_new_is_lost(base, mine, theirs):
    mine, theirs = f"{mine}Mine", f"Theirs\n{theirs}"

    made = merged(base, mine, theirs).text

    assert "Mine" in made
    assert "Theirs" in made


def test_differences_are_words_in_english_and_characters_in_chinese():
    assert differences("I like green tea.", "I like black tea.") == [
        Piece(SAME, "I like "), Piece(GONE, "green"), Piece(NEW, "black"), Piece(SAME, " tea."),
    ]  # fmt: skip
    assert differences("我喜欢绿茶", "我喜欢红茶") == [
        Piece(SAME, "我喜欢"), Piece(GONE, "绿"), Piece(NEW, "红"), Piece(SAME, "茶"),
    ]  # fmt: skip


def test_edits_of_different_sentences_merge_without_a_question():
    base = "第一句。第二句。\n第三行"

    assert merged(base, "第一句改。第二句。\n第三行", "第一句。第二句。\n第三行变") == Merged(
        "第一句改。第二句。\n第三行变", 0
    )


def test_edits_of_one_sentence_keep_both_theirs_first():
    assert merged("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\nd\n") == Merged("a\ntheirs\nmine\nc\nd\n", 1)


def test_pieces_of_another_text_are_refused():
    with pytest.raises(ValueError, match="not of this text"):
        applied(differences("abc", "abd"), "xyz")


def test_side_by_side_every_line_stands_beside_its_like():
    rows = sides(differences("one\ntwo\nthree", "one\n2\nthree"))

    assert [("".join(p.text for p in old), "".join(p.text for p in new)) for old, new in rows] == [
        ("one", "one"), ("two", "2"), ("three", "three"),
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["a", "张 ", "a\n", "ab。", "天地", "x y\n"])
def test_long_texts_are_compared_in_time(unit):
    older = unit * (32_000 // len(unit))
    newer = ("b" + older)[:32_000][::-1]
    began = time.process_time()

    assert applied(differences(older, newer), older) == newer
    merged(older[:5000], older, newer)

    assert time.process_time() - began < 2
