"""Words in texts: found however they are written, and not found where they only seem to stand."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.screening.engine.boundaries import straddles
from steward.care.screening.engine.matching import PatternError, Patterns, Words, compile_pattern
from steward.care.screening.engine.normalise import compact, join, spaced
from steward.care.screening.engine.records import WordListSpec

NOISE = ("路过的人", "hello there", "今天天气不错", "see you", "2024")


def found(text, *words, allowed=(), whole_words=True):
    """(word, what stands there, via) of every hit, looked for together with other texts."""
    lists = [WordListSpec("list", 3, words, whole_words=whole_words), WordListSpec("ok", 1, tuple(allowed), allow=True)]
    hits = Words(lists).scan(join([NOISE[0], text, *NOISE[1:]]))
    assert set(hits) <= {1}
    return [(hit.entry.word, text[hit.start : hit.end], hit.via) for hit in hits.get(1, [])]


@pytest.mark.parametrize(
    ("text", "word", "there", "via"),
    [
        ("请加微信聊", "加微信", "加微信", "plain"),
        ("请加-微-信聊", "加微信", "加-微-信", "folded"),
        ("请加 微 信聊", "加微信", "加 微 信", "folded"),
        ("請加薇信聊", "加微信", "加薇信", "folded"),
        ("加VX详聊", "加微信", "加VX", "folded"),
        ("加，微，信", "加微信", "加，微，信", "folded"),
        ("進QQ 羣", "进qq群", "進QQ 羣", "folded"),
        ("网络賭*博", "赌博", "賭*博", "folded"),
        ("约个壹夜情", "一夜情", "壹夜情", "folded"),
        ("联系＋Ｖ：abc", "+v", "＋Ｖ", "folded"),
        ("福利🔞在此", "🔞", "🔞", "plain"),
        ("You FUCK off", "fuck", "FUCK", "plain"),
        ("f u c k you", "fuck", "f u c k", "folded"),
        ("f.u.c.k you", "fuck", "f.u.c.k", "folded"),
        ("what a sh1t", "shit", "sh1t", "folded"),
        ("Buy   now!", "buy now", "Buy   now", "folded"),
        ("https://T.me/abc", "t.me/", "T.me/", "plain"),
        ("visit 91porn.com", "91porn", "91porn", "plain"),
    ],
)
def test_a_word_is_found_however_it_is_written(text, word, there, via):
    hits = found(text, word, "别的词")

    assert [(one[0], one[1]) for one in hits] == [(word, there)]
    assert hits[0][2] in {via, "folded"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("前方路口交通堵塞", "口交"),
        ("然后庭审开始", "后庭"),
        ("在路口 交警很多", "口交"),
        ("他开了口，交了钱", "口交"),
        ("安徽信息工程", "微信"),
        ("the grass is green", "ass"),
        ("size a55, number 455", "ass"),
        ("as sure as", "ass"),
        ("I will buy. Now go", "buy now"),
        ("64位系统", "六四"),
        ("CCTV信号不好", "v信"),
        ("t me later", "t.me/"),
        ("v 123", "+v"),
        ("添加，微信群里说", "加微信"),
        ("price 100 each", "ioo"),
    ],
)
def test_what_only_looks_like_a_word_is_none(text, word):
    assert found(text, word) == []


def test_the_longer_of_an_allowed_and_a_listed_word_counts():
    assert found("微信支付很方便", "微信", allowed=["微信支付"]) == []
    assert found("加微信支付", "加微信支付宝", "加微信", allowed=["微信支付"]) == [("加微信", "加微信", "plain")]
    assert found("you kick ass hat", "ass", allowed=["ass hat"]) == []
    assert found("微信和微信支付", "微信", allowed=["微信支付"]) == [("微信", "微信", "plain")]
    assert found("说微信", "微信", allowed=["微信"]) == []


def test_of_two_words_of_a_list_at_one_place_the_longer_is_named():
    assert found("来加微信吧", "加微", "加微信") == [("加微信", "加微信", "plain")]


def test_without_whole_words_a_part_of_a_word_is_enough():
    assert found("the grass", "ass", whole_words=False) == [("ass", "ass", "plain")]


def test_a_word_across_two_messages_is_none():
    words = Words([WordListSpec("list", 1, ("加微信", "buy now"))])

    assert words.scan(join(["请加微", "信封", "buy", "now"])) == {}


def test_a_border_of_two_common_words_is_seen():
    assert straddles("路口交通", 1, 3)
    assert not straddles("去口交吧", 1, 3)


HAN = st.sampled_from("加群赌场博彩信用卡套现发票代理微")
GAPS = st.sampled_from(["", "-", " ", "*", "·", "\u200b", "🌟", "_ ", "~~"])
ANY = st.one_of(st.integers(0, 0x10FFFF).map(chr), st.sampled_from("ab c1微信+-.*"))
BENIGN = st.text(st.sampled_from("的了在我你他，。 hello\n😀１"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(BENIGN, st.lists(HAN, min_size=3, max_size=5), st.lists(GAPS, min_size=5, max_size=5), BENIGN)
def test_a_chinese_word_with_symbols_inside_is_found_where_it_stands(before, characters, gaps, after):
    word = "".join(characters)
    written = "".join(one + gap for one, gap in zip(characters, gaps, strict=False))[
        : -len(gaps[len(characters) - 1]) or None
    ]
    text = f"{before}|{written}|{after}"

    hits = Words([WordListSpec("list", 1, (word,))]).scan(join([text]))[0]

    assert all(compact(text[hit.start : hit.end]) == compact(word) for hit in hits)
    assert (len(before) + 1, len(before) + 1 + len(written)) in {(hit.start, hit.end) for hit in hits}


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("abcdefg ABC .,!?微信，1"), max_size=20),
    st.text(st.sampled_from(string.ascii_letters), min_size=1, max_size=8),
    st.text(st.sampled_from("abcdefg ABC .,!?微信，1"), max_size=20),
)
def test_an_english_word_between_spaces_is_found_where_it_stands(before, word, after):
    text = f"{before} {word.upper()} {after}"

    hits = Words([WordListSpec("list", 1, (word,))]).scan(join([text]))[0]

    assert all(spaced(text[hit.start : hit.end]).replace(" ", "") == spaced(word) for hit in hits)
    assert any(hit.start <= len(before) + 1 and hit.end >= len(before) + 1 + len(word) for hit in hits)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(ANY, max_size=25), max_size=5), st.lists(st.text(ANY, min_size=1, max_size=6), max_size=6))
def test_no_text_and_no_word_whatever_breaks_the_search(texts, words):
    hits = Words([WordListSpec("list", 1, tuple(words)), WordListSpec("ok", 1, ("ok",), allow=True)]).scan(join(texts))

    for number, ones in hits.items():
        assert all(0 <= hit.start < hit.end <= len(texts[number]) for hit in ones)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(?=x)y", "looks ahead"),
        ("(?<!x)y", "looks ahead"),
        (r"(a)\1", "refers back"),
        ("((a", "brackets"),
        ("a{900}{900}", "repetition"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(pattern, said):
    with pytest.raises(PatternError, match=said):
        compile_pattern(pattern)


def test_a_pattern_that_would_hang_others_simply_ends():
    patterns = Patterns([("(a+)+$", False), ("(x+x+)+y", False), (r"(.*a){20}b", False)])
    text = "a" * 200_000 + "!" + "x" * 200_000

    assert patterns.within(text) == []


def test_patterns_are_asked_together_and_told_apart():
    patterns = Patterns([(r"\d{4}", False), ("Abc", True), ("abc", False), (r"x(?P<hit>\d)", False)])

    assert sorted(patterns.within("ABC 2024 x9 微信")) == [0, 2, 3]
    assert patterns.place(3, "微信x9") == (3, 4)
    assert patterns.place(1, "abc") is None
    assert sorted(patterns.within("\ud800 2024")) == [0]


def test_patterns_too_many_or_too_large_for_one_machine_are_shared_out(monkeypatch):
    monkeypatch.setattr("steward.care.screening.engine.matching._SET_MEMORY", 1 << 19)
    patterns = Patterns([(rf"word{number}(?:\pN| ){{1,9}}x", False) for number in range(150)])

    assert patterns.within("word149 x, word7 8x, word") == [1, 7, 14, 149]
    assert len(patterns._sets) > 2
