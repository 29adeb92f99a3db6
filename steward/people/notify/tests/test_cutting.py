"""What a member wrote stays, what they quote goes, in every form of every mail program."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from steward.people.notify.cutting import own_words, unflowed, words_of_html
from steward.people.notify.tests.mailforms import HTML, LEAVES, PLAIN, QUOTED

OWN = "我用九十度的水。\n\nOn my stove it takes 5 minutes.\n- first: wait\n- then pour"

#: Words of one's own: letters, no line that looks like a mail's frame.
LINE = st.text(st.characters(categories=("L", "N"), include_characters=" ,.!?，。！？"), min_size=1, max_size=60)
TEXT = st.lists(LINE.map(lambda line: f"a{line.strip()}b"), min_size=1, max_size=6).map("\n".join)


def cleaned(form: str, text: str) -> str:
    for frame in LEAVES.get(form, ()):
        text = text.replace(frame, "")
    return text.strip()


@pytest.mark.parametrize("form", PLAIN)
def test_exactly_the_own_words_are_left_of_a_plain_mail(form):
    assert cleaned(form, own_words(PLAIN[form](OWN, QUOTED))) == OWN


@pytest.mark.parametrize("form", PLAIN)
@given(own=TEXT)
@example(own="a写道b")
@example(own="aOn Monday I wrote b")
def test_no_form_loses_a_word_or_keeps_a_quote(form, own):
    left = cleaned(form, own_words(PLAIN[form](own, QUOTED).replace("\n", "\r\n")))

    assert left == own
    assert "QUOTED-SECRET-7" not in left


@pytest.mark.parametrize("form", HTML)
@given(own=TEXT)
def test_no_form_of_html_loses_a_word_or_keeps_a_quote(form, own):
    html = HTML[form].format(own="<br>".join(own.split("\n")), quoted=f"<p>{QUOTED}</p>")

    left = own_words(words_of_html(html))

    assert [line.strip() for line in left.split("\n") if line.strip()] == [
        " ".join(one.split()) for one in own.split("\n")
    ]


@given(st.text(max_size=500))
def test_no_text_is_too_odd_to_cut(text):
    assert "\n>" not in "\n" + own_words(text)
    words_of_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "On 5 May I wrote: yes, that works.",
        "他在群里写道：大家好",
        "From: the heart\nTo: everybody",
        "发件人：是谁？",
        "a -- b\n--\n" + "\n".join(f"line {n}" for n in range(20)),
        "两个横线 -- 之间",
        "我说过：\n在 2026 年我会再来",
    ],
)
def test_words_that_look_a_little_like_a_frame_stay(text):
    assert own_words(text) == text


def test_only_quotes_leave_nothing():
    assert own_words("> one\n> two\n\nOn 6 May 2026, Z <z@e> wrote:\n> three") == ""


def test_answers_between_quotes_stay():
    assert own_words("> 几度？\n九十度\n> how long?\n5 minutes") == "九十度\n5 minutes"


def test_soft_line_breaks_are_taken_out():
    assert unflowed("one \ntwo\n> quoted \nthree\n-- \nname") == "one two\n> quoted \nthree\n-- \nname"
