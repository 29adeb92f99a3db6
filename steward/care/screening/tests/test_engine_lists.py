"""The lists that come with Steward: with papers, and quiet on ordinary talk."""

import csv

import pytest

from steward.care.screening.engine.boundaries import common_words
from steward.care.screening.engine.builtin import TITLES, builtin_lists
from steward.care.screening.engine.entries import entries_of
from steward.care.screening.engine.records import Act, Message, RuleSpec
from steward.care.screening.engine.screener import compile_rules
from steward.square.forum.rules.moderation import REASONS

LISTS = {one.spec.key: one for one in builtin_lists()}


def screener():
    specs = [one.spec for one in builtin_lists()]
    rules = [RuleSpec(one.key, 1, "", {"words": [one.key]}, (Act("flag"),)) for one in specs if not one.allow]
    return compile_rules(rules, specs)


def test_every_list_names_its_source_its_licence_and_a_reason_code():
    assert set(LISTS) == {
        "abuse-en", "abuse-zh", "ads-zh", "allowed", "fraud-zh", "gambling-zh", "recruiting-zh", "spam-en",
    }  # fmt: skip
    for one in LISTS.values():
        assert one.source
        assert one.title in TITLES
        assert one.licence in {"Apache-2.0", "MIT"}
        assert one.spec.allow or one.spec.code in REASONS
        assert len(set(one.spec.words)) == len(one.spec.words) >= 20


def test_every_word_of_the_lists_can_be_found():
    for one in LISTS.values():
        assert {entry.word for entry in entries_of(one.spec)} == set(one.spec.words)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("需要的加-薇-信详聊", "recruiting-zh"),
        ("诚招代理，一件代发", "ads-zh"),
        ("網上賭場 注册送彩金", "gambling-zh"),
        ("保本高收益，老师带单", "fraud-zh"),
        ("Congratulations! You have been SELECTED", "spam-en"),
        ("shut up, you m0ron", "abuse-en"),
        ("你个傻 逼", "abuse-zh"),
    ],
)
def test_what_they_are_for_is_found(text, rule):
    assert {one.rule_key for one in screener().screen(Message(text))} == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "路口交通", "前面路口交通管制，绕行", "然后", "然后庭审开始了", "我们用微信小程序报名", "打击赌博人人有责",
        "手机跑分多少", "企业微信怎么加人", "the grass is always greener", "Scunthorpe United",
        "What the fuck you mean", "classic assessment", "64位 V2.0 版本发布", "加微笑表情",
    ],
)  # fmt: skip
def test_ordinary_talk_is_no_hit(text):
    assert screener().screen(Message(text)) == []


def test_common_words_know_the_words_that_meet_in_a_crossing():
    assert {"路口", "交通", "然后", "信息", "安徽"} <= common_words()
    assert len(common_words()) > 30_000


@pytest.mark.real_data
def test_fourteen_thousand_ordinary_chinese_messages_stay_quiet(shared_data):
    path = shared_data("text_labelled") / "chat_zh_benign" / "nus_sms_zh.csv"
    with path.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]

    answers = screener().screen_many([Message(text) for text in texts])
    hits = [(one.rule_key, text) for text, found in zip(texts, answers, strict=True) for one in found]

    assert len(texts) == 13_959
    # Five friends insult each other in so many words; nothing else.
    assert {rule for rule, _text in hits} == {"abuse-zh"}
    assert len(hits) == 5
