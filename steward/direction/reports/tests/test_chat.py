"""Cutting a text for chats that count bytes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.direction.reports.typesetting.chat import WECOM, split_bytes

MARK = re.compile(r"^\((\d+)/(\d+)\)\n")
LINK = "https://example.org/t/123/%E6%80%8E%E4%B9%88/"


def bare(part: str) -> str:
    return MARK.sub("", part)


def test_a_short_text_stays_as_it_is_and_nothing_is_nothing():
    assert split_bytes("日报") == ["日报"]
    assert split_bytes("") == []
    assert split_bytes("茶" * 682) == ["茶" * 682]


def test_chinese_counts_three_bytes_and_is_cut_between_lines():
    text = "\n".join(f"第{number}行：今天新增成员若干，互动率稳步上升。" for number in range(60))

    parts = split_bytes(text)

    assert len(parts) == 2
    assert [MARK.match(part)[0] for part in parts] == ["(1/2)\n", "(2/2)\n"]
    assert all(len(part.encode()) <= WECOM for part in parts)
    assert bare(parts[0]).endswith("。\n")
    assert "".join(map(bare, parts)) == text


def test_a_link_is_never_cut():
    text = "字" * 20 + LINK + "字" * 40

    parts = split_bytes(text, 100)

    assert sum(LINK in part for part in parts) == 1
    assert "".join(map(bare, parts)) == text


def test_a_family_of_joined_emoji_stays_together():
    family = "👨‍👩‍👧‍👦"
    parts = split_bytes(family * 12, 100)
    assert all(bare(part).replace(family, "") == "" for part in parts)


def test_a_limit_too_small_for_anything_is_refused():
    with pytest.raises(ValueError, match="64 bytes"):
        split_bytes("x", 10)


pieces = st.one_of(
    st.text(max_size=30), st.just(LINK), st.just("[今日话题](https://example.org/a/b)"), st.just("\n\n"), st.just("。"),
    st.text(alphabet="社群运营日报", max_size=80),
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join), st.integers(100, 400))
def test_parts_are_small_enough_whole_and_together_the_text(text: str, limit: int):
    parts = split_bytes(text, limit)

    assert all(len(part.encode()) <= limit for part in parts)
    if len(parts) > 1:
        assert [MARK.match(part).groups() for part in parts] == [
            (str(number), str(len(parts))) for number in range(1, len(parts) + 1)
        ]
        assert "".join(map(bare, parts)) == text
    else:
        assert parts == ([text] if text else [])
