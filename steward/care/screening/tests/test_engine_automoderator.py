"""Rules as AutoModerator's YAML: real configurations are read, what is lost is listed, what is written comes back."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.screening.engine.automoderator import read_rules, write_rules
from steward.care.screening.engine.records import Act, Message, RuleSpec
from steward.care.screening.engine.screener import compile_rules

# Shapes met in public subreddit wikis and repositories, put into our own words.
WIKI = """\
# removes any post or comment with a link to one of these
domain: [porn.example, tube.example]
action: remove
---
# a letter to the team for every new post
type: submission
modmail_subject: post in {{subreddit}}
modmail: |
    There is a new submission.

    title: {{title}}
---
    # three reports
reports: 3
modmail: Please investigate.
---
type: submission
author:
    satisfy_any_threshold: false
    account_age: "< 2"
    comment_karma: "< 5"
action: spam
action_reason: Less than a 2 day old account
---
author:
    is_moderator: true
reports: 1
action: approve
"""


def read(text):
    return read_rules(dedent(text))


def test_a_wiki_page_is_read_and_what_it_loses_is_listed():
    reading = read_rules(WIKI)

    assert [(rule.key, rule.name) for rule in reading.rules] == [
        ("imported-1", "removes any post or comment with a link to one of these"),
        ("imported-2", "a letter to the team for every new post"),
        ("imported-3", "three reports"),
        ("imported-4", "Less than a 2 day old account"),
    ]
    assert [rule.condition for rule in reading.rules] == [
        {"all": [{"team": False}, {"domains": ["porn.example", "tube.example"]}]},
        {"opens": True},
        {"reports": {"at_least": 3}},
        {"all": [{"team": False}, {"opens": True}, {"age_days": {"below": 2}}]},
    ]
    assert reading.rules[3].acts == (Act("hold", "Less than a 2 day old account"),)
    assert reading.rules[2].acts == (Act("notify", "Please investigate.", "team"),)
    assert [(one.rule, one.line, one.field, one.kept) for one in reading.problems] == [
        (1, 3, "action", True),
        (2, 7, "modmail_subject", True),
        (2, 8, "modmail", True),
        (4, 21, "author.comment_karma", True),
        (4, 22, "action", True),
        (5, 28, "action", False),
    ]


def test_rules_that_were_read_screen_messages():
    text = """\
        title+body (includes-word, regex): ['slurs?', 'badw[o0]rd']
        action: filter
        ---
        ~title (regex): ['^\\[(Help|News)\\]']
        type: submission
        moderators_exempt: false
        comment: Please begin the title with a tag.
        ---
        body+url (includes): [bit.ly, t.co/]
        ~author:
          name: [goodbot]
        action: report
        ---
        author:
          ~name: [goodbot, otherbot]
          account_age: "> 1 weeks"
        body (starts-with, case-sensitive): "!cmd"
        set_flair: ["Command", "css"]
        """
    reading = read(text)
    screener = compile_rules(reading.rules, ())

    def keys(message):
        return [one.rule_key for one in screener.screen(message)]

    assert [one.field for one in reading.problems if not one.kept] == ["~author"]
    assert keys(Message("what a Badw0rd!")) == ["imported-1"]
    assert keys(Message("badw0rdish")) == []
    assert keys(Message("x", title="no tag", opens=True, is_team=True)) == ["imported-2"]
    assert keys(Message("x", title="[news] y", opens=True)) == []
    assert keys(Message("!cmd", author="somebody", author_age_days=8)) == ["imported-4"]
    assert keys(Message("!CMD", author="somebody", author_age_days=8)) == []
    assert keys(Message("!cmd", author="GoodBot", author_age_days=8)) == []


def test_rules_of_bots_and_repositories_are_read_too():
    reading = read(r"""
        type: comment
        body (includes, regex): '!\[gif\]\(giphy\|(abc|def)(?:\|[^)]*)?\)'
        action: spam
        moderators_exempt: false
        ---
        type: comment # all new comments, except those by one
        moderators_exempt: true
        author:
            ~name: [AutoModerator]
        is_edited: false
        action: remove
        ---
        title+body (regex): ["\\(?(\\d{3})\\)?([ .-])(\\d{3})([ .-])(\\d{4})"]
        ~body+url (regex): "(https?://|www\\.)\\S+"
        action: report
        report_reason: phone number
        ---
        author:
            combined_karma: "< 5"
        action: filter
        ---
        author:
            combined_karma: "< 5"
        body: [selling]
        action: filter
        ---
        standard: facebook links
        action: filter
        """)
    screener = compile_rules(reading.rules, ())

    assert [one.rule for one in reading.problems if not one.kept] == [4, 6]
    assert [one.rule_key for one in screener.screen(Message("![gif](giphy|abc|x)", author="AutoModerator"))] == [
        "imported-1"
    ]
    assert [one.rule_key for one in screener.screen(Message("call (212) 555-1234", opens=True))] == ["imported-3"]
    assert screener.screen(Message("call 212 555 1234 https://a.example", opens=True)) == []
    assert [one.rule_key for one in screener.screen(Message("I am selling", opens=True))] == ["imported-5"]


@pytest.mark.parametrize(
    ("check", "condition"),
    [
        ("title: free", {"terms": ["free"], "in": "title"}),
        ("title+body: [free, 2020, yes]", {"terms": ["free", "2020", "yes"]}),
        ("body (full-exact): hi", {"terms": ["hi"], "in": "body", "search": "full-exact"}),
        ("body (full-text): hi", {"terms": ["hi"], "in": "body", "search": "full-text"}),
        ("body (ends-with): hi", {"terms": ["hi"], "in": "body", "search": "ends-with"}),
        ("body#2 (includes): hi", {"terms": ["hi"], "in": "body", "search": "includes"}),
        ("~body: hi", {"not": {"terms": ["hi"], "in": "body"}}),
        ("url: bit.ly", {"terms": ["bit.ly"], "in": "links", "search": "includes"}),
        ("domain (includes): bit", {"terms": ["bit"], "in": "hosts", "search": "includes"}),
        ("body (includes, regex): 'a+'", {"pattern": "a+", "in": "body"}),
        ("body (full-exact, regex): 'a+'", {"pattern": "^(?:a+)$", "in": "body"}),
        ("body (regex, includes, case-sensitive): ['a', 'b']",
         {"any": [{"pattern": "a", "in": "body", "case": True}, {"pattern": "b", "in": "body", "case": True}]}),
        ("~title+url (includes): x",
         {"not": {"any": [{"terms": ["x"], "in": "title", "search": "includes"},
                          {"terms": ["x"], "in": "links", "search": "includes"}]}}),
        ("author: [one, two]", {"terms": ["one", "two"], "in": "author", "search": "full-exact"}),
        ("author: {account_age: '< 90 minutes'}", {"age_days": {"below": 0.0625}}),
        ("author: {account_age: '< 1 month', satisfy_any_threshold: true}", {"age_days": {"below": 30}}),
        ("author: {is_moderator: false}", {"team": False}),
        ("body_longer_than: 500", {"length": {"more_than": 500}, "in": "body"}),
        ("body_shorter_than: 5", {"length": {"below": 5}, "in": "body"}),
        ("type: link submission", {"all": [{"opens": True}, {"links": {"at_least": 1}}]}),
    ],
)  # fmt: skip
def test_each_check_becomes_its_condition(check, condition):
    reading = read_rules(f"{check}\nmodmail: look\n")

    assert reading.problems == ()
    assert [rule.condition for rule in reading.rules] == [condition]


@pytest.mark.parametrize(
    ("text", "line", "field", "kept"),
    [
        ("body: [unclosed\naction: filter", 2, "", False),
        ("just words", 1, "", False),
        ("body: x\n\taction: filter", 2, "", False),
        ("a: &x [1,1]\nb: {c: [*x]}\naction: filter\nbody: x", 1, "a", False),
        ("body: x", 1, "action", False),
        ("body: x\naction: burn", 2, "action", False),
        ("body (sometimes): x\naction: filter", 1, "body (sometimes)", False),
        ("body (regex): '(?=x)y'\naction: filter", 1, "body (regex)", False),
        ("~body (regex): ['(?=x)y', 'z']\naction: filter", 1, "~body (regex)", False),
        ("body (regex): ['(?=x)y', 'z']\naction: filter", 1, "body (regex)", True),
        ("flair_text: x\nbody: y\naction: filter", 1, "flair_text", False),
        ("is_edited: true\nbody: y\naction: filter", 1, "is_edited", False),
        ("is_edited: false\nbody: y\naction: filter", 1, "is_edited", True),
        ("parent_submission:\n  title: x\naction: filter", 1, "parent_submission", False),
        ("author:\n  is_gold: true\naction: filter", 2, "author.is_gold", False),
        ("author:\n  account_age: young\naction: filter", 2, "author.account_age", False),
        ("type: poll submission\naction: filter", 1, "type", False),
        ("reports: many\naction: filter", 1, "reports", False),
        ("body: x\naction: filter\nset_locked: true", 3, "set_locked", True),
        ("body: x\nbody: y\naction: filter", 2, "body", True),
        ("body: x\naction: filter\npriority: high", 3, "priority", True),
        ("body: []\naction: filter", 1, "body", False),
        ("steward: {condition: {wrods: [a]}}\naction: filter", 1, "steward", False),
        ("steward: {acts: [{kind: burn}]}\nbody: x", 1, "steward.acts", False),
        ("steward: some\nbody: x\naction: filter", 1, "steward", False),
        ("steward: {all: 5}\nbody: x\naction: filter", 1, "steward", False),
        ("steward: {version: new}\nbody: x\naction: filter", 1, "steward.version", False),
    ],
)  # fmt: skip
def test_what_cannot_be_honoured_is_listed_with_its_line(text, line, field, kept):
    reading = read_rules(f"# another rule\nbody: fine\naction: filter\n---\n{text}\n")

    first = reading.problems[0]
    assert (first.rule, first.line, first.field, first.kept) == (2, line + 4, field, kept)
    assert first.what.endswith(".")
    assert [rule.key for rule in reading.rules] == (["imported-1", "imported-2"] if kept else ["imported-1"])


def test_a_text_that_multiplies_itself_or_nests_without_end_is_refused():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join(['*' + before] * 10)}]\n"
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )

    assert [one.kept for one in read_rules(bomb).problems] == [False]
    assert [one.kept for one in read_rules("a: " + "[" * 500).problems] == [False]


def test_nothing_is_no_rule_and_no_problem():
    assert read_rules("").rules == read_rules("---\n# only words\n---\n").rules == ()
    assert read_rules("---\n\n").problems == ()


def test_what_has_common_words_is_written_in_them():
    rule = RuleSpec(
        "newcomers", 3, "New and loud",
        {"all": [{"team": False}, {"terms": ["buy now"], "in": "body"}, {"not": {"pattern": "x+"}},
                 {"age_days": {"below": 3}}, {"words": ["ads"]}]},
        (Act("hold", "New here"), Act("tag", "spam"), Act("notify", "Wait.", "author"), Act("slow", "10")), 5,
    )  # fmt: skip

    assert write_rules([rule]) == dedent("""\
        body:
        - buy now
        ~title+body (includes, regex):
        - x+
        author:
          account_age: < 3 days
        priority: 5
        action: filter
        action_reason: New here
        set_flair: spam
        message: Wait.
        steward:
          key: newcomers
          version: 3
          name: New and loud
          all:
          - words:
            - ads
          acts:
          - kind: slow
            value: '10'
        """)
    assert read_rules(write_rules([rule])).rules == (rule,)


WORDS = st.text(st.sampled_from("ab 微信yes2#:-'\"{[&*!|>%@\n\té."), min_size=1, max_size=8).filter(
    lambda one: one.strip()
)
LISTED = st.lists(WORDS, min_size=1, max_size=3)
LIMITS = st.sampled_from([{"below": 3}, {"at_least": 2}, {"more_than": 0.5}, {"below": 9, "at_least": 1}])
TEXT_FIELDS = st.sampled_from([{}, {"in": "body"}, {"in": "title"}])
SEARCHES = st.sampled_from([{}, {"search": "includes"}, {"search": "starts-with"}, {"search": "full-exact"}])
LEAVES = st.one_of(
    st.builds(lambda words, field, how: {"terms": words, **field, **how}, LISTED, TEXT_FIELDS, SEARCHES),
    st.builds(
        lambda pattern, field: {"pattern": pattern, **field},
        st.sampled_from([r"\d+", "a|b", "yes", "微信?"]),
        TEXT_FIELDS,
    ),
    st.builds(lambda words: {"words": words}, LISTED),
    st.builds(lambda words: {"domains": words}, LISTED),
    st.builds(lambda name, limits: {name: limits}, st.sampled_from(["age_days", "links", "reports", "level"]), LIMITS),
    st.builds(lambda limits, field: {"length": limits, **field}, LIMITS, TEXT_FIELDS),
    st.builds(lambda name, value: {name: value}, st.sampled_from(["team", "opens"]), st.booleans()),
    st.just({"score": {"code": "ad", "at_least": 0.9}}),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=5,
)
KINDS = st.sampled_from(["flag", "hold", "replace", "tag", "slow", "sanction"])
ACTS = st.lists(
    st.builds(Act, KINDS, st.just("") | WORDS)
    | st.builds(Act, st.just("notify"), WORDS, st.sampled_from(["author", "team"])),
    min_size=1, max_size=3,
).map(tuple)  # fmt: skip
KEYS = st.text(st.sampled_from("abc-123"), min_size=1, max_size=8)
RULES = st.builds(RuleSpec, KEYS, st.integers(1, 99), WORDS, TREES, ACTS, st.integers(-5, 5))


@settings(max_examples=40, deadline=None)
@given(st.lists(RULES, min_size=1, max_size=2))
def test_rules_written_and_read_again_are_the_same_rules(rules):
    assert read_rules(write_rules(rules)).rules == tuple(rules)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "body",
                "author",
                ": ",
                "\n",
                "  ",
                "- ",
                "[",
                "]",
                "{",
                "---\n",
                "action: filter\n",
                "'",
                "#",
                "&a",
                "*a",
                "x",
                "~",
                "|",
                "(regex)",
                "steward",
            ]
        ),
        max_size=20,
    )
)
def test_no_text_whatever_breaks_the_reading(parts):
    reading = read_rules("".join(parts))

    assert all(problem.line >= 1 for problem in reading.problems)
    compile_rules(reading.rules, ())
