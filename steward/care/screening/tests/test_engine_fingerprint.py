"""Near duplicates are told by fingerprints."""

import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.screening.engine.fingerprint import fingerprint_of, make, similarity
from steward.care.screening.engine.normalise import compact

TEXTS = st.text(st.sampled_from("加微信领红包abc 123，。"), max_size=40)


def test_the_same_words_drawn_differently_are_the_same():
    assert similarity(fingerprint_of("加微信领红包123"), fingerprint_of("加-微-信 領紅包 １２３!!")) == 1.0


def test_a_word_changed_in_a_long_text_leaves_it_nearly_the_same():
    text = (
        "诚招代理，轻松赚钱，日入过千不是梦，零投入零风险，名额有限先到先得，详情请看主页置顶，欢迎各位朋友前来咨询了解"
    )
    changed = text.replace("各位", "新老")

    assert 0.8 < similarity(fingerprint_of(text), fingerprint_of(changed)) < 1
    assert similarity(fingerprint_of(text), fingerprint_of("今天下午三点的线上分享会改到四点，请大家互相转告")) == 0


def test_for_short_texts_it_is_the_exact_share_of_common_shingles():
    # abc bcd cde | bcd cde def: two of four
    assert similarity(fingerprint_of("abcde"), fingerprint_of("bcdef")) == 0.5


def test_for_long_texts_it_is_close_to_it():
    words = [f"w{number}x" for number in range(600)]
    one, other = "".join(words[:500]), "".join(words[100:])
    shingles = [{text[at : at + 3] for at in range(len(text) - 2)} for text in (one, other)]
    exact = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])

    assert abs(similarity(fingerprint_of(one), fingerprint_of(other)) - exact) < 0.19


def test_nothing_is_like_nothing():
    nothing = fingerprint_of("  !! \n")

    assert nothing.hashes == frozenset()
    assert similarity(nothing, nothing) == 0
    assert similarity(nothing, fingerprint_of("a")) == 0


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_similarity_is_symmetric_and_within_bounds(one, other):
    first, second = fingerprint_of(one), fingerprint_of(other)

    assert 0 <= similarity(first, second) == similarity(second, first) <= 1
    assert similarity(first, first) == (1 if first.hashes else 0)
    assert len(first.hashes) <= 64


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12) | TEXTS | TEXTS.map(lambda text: f"{text}{text[::-1]}" * 3), max_size=8))
def test_fingerprints_made_together_are_those_made_alone_and_as_written_down(texts):
    together = [fingerprint_of(text) for text in texts]

    make(together)

    assert [one.made for one in together] == [fingerprint_of(text).hashes for text in texts]
    assert [one.made for one in together] == [frozenset(by_the_book(text)) for text in texts]


def by_the_book(text):
    """One shingle after the other, as the papers have it."""
    folded = compact(text).replace("\n", "")
    pieces = {folded[at : at + 3] for at in range(max(1, len(folded) - 2))} if folded else set()
    hashes = set()
    for piece in pieces:
        mixed = (zlib.crc32(piece.encode()) * 0x9E3779B1) & 0xFFFFFFFF
        hashes.add(((mixed ^ (mixed >> 15)) * 0x85EBCA77) & 0xFFFFFFFF)
    return sorted(hashes)[:64]
