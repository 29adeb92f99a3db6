"""Rules over messages: what fires, why, and what it costs nothing to know."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.screening.engine.fingerprint import fingerprint_of
from steward.care.screening.engine.records import Act, Message, Reason, Recent, RuleSpec, WordListSpec
from steward.care.screening.engine.screener import compile_rules, replaced

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LISTS = (
    WordListSpec("ads", 4, ("加微信", "微信", "buy now"), code="ad"),
    WordListSpec("sounds", 2, ("加微信", "发票"), pinyin=True),
    WordListSpec("ok", 1, ("微信支付",), allow=True),
)
NOISE = (Message("今天天气不错"), Message("see you later"), Message(""))


def fired(message, condition, *acts, lists=LISTS):
    """The one rule's answer on a message that stands among others; the others must stay quiet unless they fit too."""
    screener = compile_rules([RuleSpec("rule", 7, "Rule", condition, acts or (Act("flag"),))], lists)
    many = screener.screen_many([NOISE[0], message, *NOISE[1:]])
    assert many[1] == screener.screen(message)
    return many[1][0] if many[1] else None


def test_a_hit_says_which_word_of_which_list_in_which_version_and_why():
    answer = fired(Message("请 加-微-信 聊"), {"words": ["ads"]})

    assert (answer.rule_key, answer.rule_version, answer.acts) == ("rule", 7, (Act("flag"),))
    (reason,) = answer.reasons
    assert (reason.what, reason.detail, reason.start, reason.end, reason.field) == ("word", "加-微-信", 2, 7, "text")
    assert (reason.word, reason.list_key, reason.list_version, reason.via) == ("加微信", "ads", 4, "folded")
    assert reason.sentence() == "“加-微-信” reads as “加微信”, which is in the word list ads (version 4)."


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"words": ["ads"], "in": "title"}, Message("好", title="加微信")),
        ({"words": ["ads"], "in": "body"}, Message("加**微**信吧", html_text="加微信吧")),
        ({"terms": ["free"], "search": "starts-with"}, Message("Free gifts")),
        ({"terms": ["gifts"], "search": "ends-with"}, Message("free GIFTS ")),
        ({"terms": ["hi"], "search": "full-text"}, Message("¡hi!!")),
        ({"terms": ["Hi"], "search": "full-exact", "case": True}, Message("Hi")),
        ({"terms": ["ee gi"], "search": "includes"}, Message("free gifts")),
        ({"terms": ["ＦＲＥＥ"]}, Message("it is free!")),
        ({"terms": ["spammer"], "search": "full-exact", "in": "author"}, Message("x", author="Spammer")),
        ({"terms": ["/ref="], "search": "includes", "in": "links"}, Message("x", links=("https://a.io/?x/ref=1",))),
        ({"pattern": r"1[3-9]\d{9}"}, Message("电话 １３８００００１１１１")),
        ({"pattern": r"^\p{Han}+$", "in": "title"}, Message("x", title="标题")),
        ({"domains": ["bad.example"]}, Message("x", links=("https://www.sub.bad.example:80/y",))),
        (
            {"domains": ["good.example"], "allow": True},
            Message("x", links=("https://good.example", "http://bad.example")),
        ),
        ({"links": {"at_least": 2}}, Message("x", links=("a", "b"))),
        ({"mentions": {"more_than": 4}}, Message("x", mentions=5)),
        ({"attachments": {"at_most": 2, "at_least": 1}}, Message("x", pictures=2)),
        ({"reports": {"at_least": 3}}, Message("x", reports=3)),
        ({"age_days": {"below": 1}}, Message("x", author_age_days=0.5)),
        ({"level": {"at_least": 2}}, Message("x", author_level=2)),
        ({"posts": {"below": 3}}, Message("x", author_posts=0)),
        ({"length": {"more_than": 20}}, Message("x" * 21)),
        ({"length": {"below": 3}, "in": "title"}, Message("x" * 90, title="ab")),
        ({"language": ["zh"]}, Message("x", language="zh-Hans")),
        ({"place": ["category:3"]}, Message("x", place="category:3")),
        ({"kind": ["letter"]}, Message("x", kind="letter")),
        ({"author": ["somebody"]}, Message("x", author="somebody")),
        ({"team": True}, Message("x", is_team=True)),
        ({"opens": True}, Message("x", opens=True)),
        ({"score": {"code": "ad", "at_least": 0.9}}, Message("x", scores={"ad": 0.95})),
        ({"not": {"any": [{"team": False}, {"words": ["ads"]}]}}, Message("x", is_team=True)),
    ],
)
def test_each_condition_fires_on_what_it_asks_for(condition, message):
    answer = fired(message, condition)

    assert answer is not None
    assert all(reason.sentence() for reason in answer.reasons)
    assert answer.reasons or "not" in condition


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"words": ["ads"], "in": "title"}, Message("加微信")),
        ({"words": ["ads"]}, Message("微信支付")),
        ({"terms": ["Hi"], "search": "full-exact", "case": True}, Message("hi")),
        ({"terms": ["ee gi"]}, Message("free gifts")),
        ({"domains": ["bad.example"]}, Message("x", links=("https://notbad.example",))),
        ({"domains": ["good.example"], "allow": True}, Message("x", links=("https://www.good.example/a",))),
        ({"age_days": {"below": 1}}, Message("x", author_age_days=None)),
        ({"posts": {"below": 3}}, Message("x", author_posts=None)),
        ({"links": {"at_least": 1, "below": 2}}, Message("x", links=("a", "b"))),
        ({"score": {"code": "ad", "at_least": 0.9}}, Message("x")),
    ],
)
def test_and_stays_quiet_on_what_it_does_not(condition, message):
    assert fired(message, condition) is None


def test_words_by_sound_are_asked_only_of_lists_that_want_it():
    message = Message("加weixin领fa票，饥饿的街")

    assert fired(message, {"words": ["ads"]}) is None
    answer = fired(message, {"words": ["sounds"]})
    assert [(one.word, one.detail, one.via) for one in answer.reasons] == [
        ("加微信", "加weixin", "pinyin"), ("发票", "fa票", "pinyin"),
    ]  # fmt: skip


def test_two_syllables_that_only_sound_alike_are_no_hit_and_three_are():
    assert fired(Message("他罚了票"), {"words": ["sounds"]}) is None
    assert fired(Message("发飘"), {"words": ["sounds"]}) is None
    assert fired(Message("佳薇心"), {"words": ["sounds"]}).reasons[0].via == "pinyin"


def test_the_classifier_is_asked_last_and_once():
    asked = []

    def scores():
        asked.append(1)
        return {"ad": 0.99, "fraud": 0.97}

    condition = {
        "all": [
            {"score": {"code": "ad", "at_least": 0.9}},
            {"score": {"code": "fraud", "at_least": 0.9}},
            {"team": False},
        ]
    }
    screener = compile_rules([RuleSpec("rule", 1, "", condition, (Act("flag"),))], ())

    assert screener.screen(Message("x", is_team=True, scores=scores)) == []
    assert asked == []
    (answer,) = screener.screen(Message("x", scores=scores))
    assert asked == [1]
    assert [one.detail for one in answer.reasons if one.what == "score"] == ["0.99", "0.97"]


def test_frequency_counts_this_message_and_the_last_minutes_only():
    recent = tuple(Recent(fingerprint_of(""), NOW - timedelta(minutes=at), "channel:1") for at in (1, 2, 3, 30))
    message = Message("x", at=NOW, recent=recent, place="channel:2")

    assert fired(message, {"rate": {"more_than": 3, "minutes": 10}}).reasons[0].detail == "4"
    assert fired(message, {"rate": {"more_than": 4, "minutes": 10}}) is None
    assert fired(message, {"rate": {"more_than": 1, "minutes": 10, "same_place": True}}) is None


def test_near_duplicates_of_the_same_author_are_counted():
    said = "诚招代理，轻松赚钱，日入过千不是梦，名额有限先到先得，详情请看主页置顶"
    recent = tuple(
        Recent(fingerprint_of(text), NOW - timedelta(minutes=5)) for text in (said, said + "！！", "大家早上好")
    )
    message = Message(said.replace("，", " ").replace("主页", "首页"), at=NOW, recent=recent)

    answer = fired(message, {"duplicate": {"similar": 0.8, "minutes": 60, "at_least": 2}})

    assert answer.reasons[0].params[0] == ("count", "2")
    assert fired(message, {"duplicate": {"similar": 0.8, "minutes": 60, "at_least": 3}}) is None
    assert fired(message, {"duplicate": {"similar": 0.8, "minutes": 4}}) is None


def test_replacement_covers_every_place_in_the_original_once():
    answer = fired(
        Message("加-微-信 or BUY now, 13800001111"),
        {"any": [{"words": ["ads"]}, {"pattern": r"\d{11}"}]},
        Act("replace"),
    )

    assert answer.replaced == "***** or *******, ***********"
    reasons = [
        Reason("word", start=0, end=4),
        Reason("word", start=2, end=6),
        Reason("word", start=0, end=1, field="title"),
    ]
    assert replaced("abcdefgh", reasons, "…") == "……gh"


def test_a_text_that_says_one_word_without_end_is_answered_and_replaced_everywhere():
    answer = fired(Message("加微信" * 5_000), {"words": ["ads"]}, Act("replace"))

    assert len(answer.reasons) == 50
    assert answer.replaced == "*" * 15_000


def test_rules_answer_by_priority_and_what_is_cooked_is_not_said_twice():
    rules = [
        RuleSpec("low", 1, "", {"words": ["ads"]}, (Act("flag"),), 0),
        RuleSpec("high", 1, "", {"words": ["ads"]}, (Act("hold"),), 5),
    ]
    answers = compile_rules(rules, LISTS).screen(Message("*加微信*", html_text="加微信"))

    assert [one.rule_key for one in answers] == ["high", "low"]
    assert [len(one.reasons) for one in answers] == [1, 1]


def test_what_is_missing_is_named():
    answer = fired(Message("no tag"), {"not": {"pattern": r"^\["}})

    assert answer.reasons[0].sentence() == r"What the rule asks for is missing: ^\[."


TEXTS = st.text(st.sampled_from("加微信 支付-buyNOWno发票fapiao１3８,。*@"), max_size=16)
MESSAGES = st.builds(
    Message, TEXTS, title=TEXTS, html_text=TEXTS, author_age_days=st.none() | st.floats(0, 9), is_team=st.booleans(),
    links=st.lists(st.sampled_from(["https://bad.example/a", "ftp:x", "//[", "good.example"]), max_size=2).map(tuple),
)  # fmt: skip
LEAVES = st.sampled_from([
    {"words": ["ads"]}, {"words": ["sounds"], "in": "title"}, {"terms": ["no"], "in": "body"}, {"pattern": r"\d"},
    {"pattern": "b", "in": "title"}, {"age_days": {"below": 3}}, {"team": True}, {"domains": ["bad.example"]},
    {"length": {"at_least": 5}}, {"links": {"at_least": 1}},
])  # fmt: skip
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)


def holds(condition, message):
    """What a tree means, leaf by leaf."""
    if "all" in condition:
        return all(holds(part, message) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, message) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], message)
    return bool(compile_rules([RuleSpec("leaf", 1, "", condition, ())], LISTS).screen(message))


@settings(max_examples=40, deadline=None)
@given(st.lists(MESSAGES, min_size=1, max_size=5), st.lists(CONDITIONS, min_size=1, max_size=3))
def test_many_messages_and_rules_at_once_answer_like_each_alone(messages, conditions):
    rules = [RuleSpec(f"rule-{number}", 1, "", one, (Act("flag"),)) for number, one in enumerate(conditions)]
    screener = compile_rules(rules, LISTS)

    together = screener.screen_many(messages)

    assert together == [screener.screen(message) for message in messages]
    for message, answers in zip(messages, together, strict=True):
        assert [one.rule_key for one in answers] == [rule.key for rule in rules if holds(rule.condition, message)]
        for reason in (reason for answer in answers for reason in answer.reasons):
            if reason.start >= 0:
                assert getattr(message, reason.field)[reason.start : reason.end] == reason.detail != ""


@st.composite
def talks(draw):
    """One author's messages in order, each with what went before: as the reader makes them."""
    said, talk = [], []
    for number, text in enumerate(
        draw(st.lists(st.text(st.sampled_from("加微信领ab\ue001，"), max_size=90), max_size=6))
    ):
        own, at = fingerprint_of(text), NOW + timedelta(minutes=draw(st.integers(0, 9)) + number)
        talk.append(Message(text, at=at, recent=tuple(said), fingerprint=draw(st.sampled_from([own, None]))))
        said.append(Recent(own, at, draw(st.sampled_from(["", "channel:1"]))))
    return talk


@settings(max_examples=40, deadline=None)
@given(talks(), st.sampled_from([0.3, 0.8, 1]), st.integers(1, 3))
def test_what_was_said_before_counts_alike_for_many_and_for_each_alone(talk, similar, at_least):
    alike = {"duplicate": {"similar": similar, "minutes": 5, "at_least": at_least}}
    often = {"rate": {"more_than": at_least, "minutes": 5, "same_place": True}}
    screener = compile_rules([RuleSpec(str(n), 1, "", one, ()) for n, one in enumerate((alike, often))], ())
    fresh = [
        replace(
            one,
            fingerprint=None,
            recent=tuple(replace(r, fingerprint=fingerprint_of(r.fingerprint.text)) for r in one.recent),
        )
        for one in talk
    ]

    together = screener.screen_many(talk)

    assert together == [screener.screen(one) for one in fresh]


def test_no_messages_are_no_answers():
    assert compile_rules([], ()).screen_many([]) == []
    assert compile_rules([], ()).screen(Message("x")) == []
