"""The form's way to the grammar and back."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.screening.engine.grammar import LEAVES, problems_of
from steward.care.screening.engine.records import Message, Reason
from steward.care.screening.forms.conditions import Conditions, Group, Row, conditions_of, new_row, read_conditions
from steward.care.screening.forms.kinds import KINDS
from steward.care.screening.forms.phrases import phrase_of
from steward.care.screening.rules import asked_by, excerpt_of, pieces

LEAF = st.sampled_from(
    [
        {"terms": ["casino", "博彩"]},
        {"terms": ["x"], "search": "includes", "in": "title"},
        {"words": ["ads"], "in": "body"},
        {"pattern": "a+b"},
        {"domains": ["example.com"], "allow": True},
        {"links": {"at_least": 3}},
        {"age_days": {"below": 7}},
        {"rate": {"more_than": 5, "minutes": 10, "same_place": True}},
        {"duplicate": {"similar": 0.9, "minutes": 60, "at_least": 2}},
        {"score": {"code": "ad", "at_least": 0.9}},
        {"language": ["zh"]},
        {"opens": False},
    ]
)
ROW = st.one_of(LEAF, LEAF.map(lambda leaf: {"not": leaf}))
ROWS = st.lists(ROW, min_size=1, max_size=4)
GROUP = st.one_of(
    ROW,
    ROWS.map(lambda rows: {"all": rows}),
    ROWS.map(lambda rows: {"any": rows}),
    st.lists(LEAF, min_size=1, max_size=3).map(lambda rows: {"not": {"any": rows}}),
)
TREE = st.one_of(
    GROUP,
    st.lists(GROUP, min_size=1, max_size=4).map(lambda groups: {"all": groups}),
    st.lists(GROUP, min_size=1, max_size=4).map(lambda groups: {"any": groups}),
)


def holds(tree: dict[str, Any], true: frozenset[str]) -> bool:
    """What a tree says when exactly these leaves are true."""
    if "all" in tree:
        return all(holds(one, true) for one in tree["all"])
    if "any" in tree:
        return any(holds(one, true) for one in tree["any"])
    if "not" in tree:
        return not holds(tree["not"], true)
    return repr(sorted(tree.items())) in true


@given(TREE, st.frozensets(LEAF.map(lambda leaf: repr(sorted(leaf.items())))))
@settings(max_examples=200)
def test_a_tree_means_the_same_after_it_was_in_the_form(tree, true):
    conditions = conditions_of(tree)

    assert conditions is not None
    again = conditions.tree()
    assert holds(again, true) == holds(tree, true)
    assert problems_of(again) == []
    assert conditions_of(again).tree() == again


@given(TREE)
@settings(max_examples=100)
def test_what_the_form_sends_is_what_it_showed(tree):
    conditions = conditions_of(tree)
    sent = QueryDict(mutable=True)
    sent["join"] = conditions.join
    for number, group in enumerate(conditions.groups):
        sent[f"g{number}.mode"] = group.mode
        for index, row in enumerate(group.rows):
            name = f"g{number}.r{index}"
            sent[f"{name}.kind"] = row.kind
            if row.negated:
                sent[f"{name}.not"] = "1"
            for field in row.spec.fields:
                value = row.values[field.name]
                if field.kind == "lists":
                    sent.setlist(f"{name}.{field.name}", value)
                elif field.kind != "check" or value:
                    sent[f"{name}.{field.name}"] = str(value)

    assert read_conditions(sent).tree() == conditions.tree()


@given(TREE)
@settings(max_examples=50)
def test_every_condition_can_be_said(tree):
    assert phrase_of(tree, {"ads": "Advertising"}).text


def test_a_tree_that_is_nested_more_deeply_is_left_to_the_text():
    assert conditions_of({"not": {"all": [{"opens": True}, {"any": [{"terms": ["a"]}]}]}}) is None
    assert conditions_of({"all": [{"any": [{"all": [{"opens": True}]}]}]}) is None
    assert conditions_of({"links": {"at_least": 1, "below": 5}}) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_condition_begins_as_something_the_grammar_knows(kind):
    leaf = new_row(kind).tree()

    assert next(iter(leaf)) in LEAVES
    assert all(problem.what for problem in problems_of(leaf))


def test_conditions_and_groups_are_added_and_dropped_by_buttons():
    data = QueryDict("g0.mode=all&g0.add=links&do=add:0")
    assert read_conditions(data).groups[0].rows[0].kind == "links"
    data = QueryDict("g0.mode=all&g0.r0.kind=links&g0.r0.sign=at_least&g0.r0.value=3&do=drop:0.0")
    assert read_conditions(data).groups == [Group("all", [])]
    data = QueryDict("g0.mode=all&g1.mode=any&do=drop-group:0")
    assert [group.mode for group in read_conditions(data).groups] == ["any"]
    assert read_conditions(QueryDict("g0.mode=all&do=drop:7.7")).groups == [Group("all", [])]


def test_what_is_no_number_stays_for_the_grammar_to_say_so():
    tree = Conditions(groups=[Group("all", [Row("links", {"sign": "at_least", "value": "many"})])]).tree()

    assert [problem.path for problem in problems_of(tree)] == ["links.at_least"]


def test_words_are_cut_at_their_marks():
    reasons = [Reason("word", "b", 2, 3), Reason("word", "bc", 2, 5), Reason("age")]

    assert [(one.text, one.reason) for one in pieces("a bcd e", reasons)] == [("a ", None), ("bcd", 1), (" e", None)]
    assert [(one.text, one.reason) for one in pieces("cd e", reasons, starts=3)] == [("cd", 1), (" e", None)]
    assert pieces("", reasons) == []


@given(st.text(max_size=900), st.integers(0, 900), st.integers(1, 30))
@settings(max_examples=100)
def test_pieces_are_the_words(text, start, length):
    reasons = (Reason("word", "", min(start, len(text)), min(start + length, len(text))),)
    excerpt, starts, kept = excerpt_of(Message(text=text), reasons)

    cut = pieces(excerpt, kept, starts=starts)
    assert "".join(one.text for one in cut) == excerpt == text[starts : starts + 600]
    assert "".join(one.text for one in cut if one.reason is not None) == text[reasons[0].start : reasons[0].end]


def test_what_a_condition_asks_is_known_from_its_leaves():
    asked = asked_by([{"all": [{"not": {"posts": {"below": 3}}}, {"terms": ["a"], "in": "author"}]}])

    assert "posts" in asked
    assert "author" in asked
    assert not asked.looks_back
    assert asked_by([{"rate": {"more_than": 1, "minutes": 30}}]).window.total_seconds() == 1800
