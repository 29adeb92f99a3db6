"""Conditions that are wrong say where and what to do; sound ones say nothing."""

import pytest

from steward.care.screening.engine.grammar import GrammarError, lists_in, problems_of
from steward.care.screening.engine.records import Act, RuleSpec, WordListSpec
from steward.care.screening.engine.screener import compile_rules

SOUND = {
    "all": [
        {"any": [{"words": ["ads"], "in": "body"}, {"terms": ["buy now"], "search": "starts-with", "case": True}]},
        {"not": {"domains": ["example.org"], "allow": True}},
        {"pattern": r"1[3-9]\d{9}", "in": "links"},
        {"age_days": {"below": 3, "at_least": 0.5}},
        {"rate": {"more_than": 5, "minutes": 10, "same_place": True}},
        {"duplicate": {"similar": 0.9, "minutes": 60, "at_least": 2}},
        {"score": {"code": "ad", "at_least": 0.9}},
        {"language": ["zh"]},
        {"team": False},
        {"length": {"below": 10}, "in": "title"},
    ]
}


def test_a_sound_condition_has_no_problems():
    assert problems_of(SOUND, {"ads", "other"}) == []
    assert lists_in(SOUND) == {"ads"}


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ({}, "the condition"),
        ("ads", "the condition"),
        ({"wrods": ["ads"]}, "the condition"),
        ({"team": True, "opens": True}, "the condition"),
        ({"all": []}, "all"),
        ({"all": [{"team": True}, {"not": {"any": [{"level": {}}]}}]}, "all[1].not.any[0].level"),
        ({"all": [{"not": {"pattern": "(?=a)"}}]}, "all[0].not.pattern"),
        ({"pattern": 5}, "pattern"),
        ({"words": ["nobody-made-it"]}, "words"),
        ({"words": []}, "words"),
        ({"words": ["ads"], "in": "links"}, "words.in"),
        ({"terms": ["a"], "search": "somehow"}, "terms.search"),
        ({"terms": ["a"], "case": "yes"}, "terms.case"),
        ({"links": {"at_least": "two"}}, "links.at_least"),
        ({"links": {"over": 2}}, "links"),
        ({"links": {"at_least": 2}, "in": "body"}, "links"),
        ({"rate": {"more_than": 5}}, "rate.minutes"),
        ({"rate": {"more_than": 5, "minutes": 10, "same_place": 1}}, "rate.same_place"),
        ({"duplicate": {"similar": 2, "minutes": 5}}, "duplicate.similar"),
        ({"duplicate": {"similar": 0.9, "minutes": 5, "often": 1}}, "duplicate.often"),
        ({"score": {"at_least": 0.5}}, "score.code"),
        ({"score": {"code": "ad", "at_least": float("nan")}}, "score.at_least"),
        ({"team": "yes"}, "team"),
        ({"language": "zh"}, "language"),
    ],
)
def test_a_problem_names_its_place_in_the_tree(condition, path):
    problems = problems_of(condition, {"ads"})

    assert [one.path for one in problems] == [path]
    assert problems[0].what.endswith(".")


def test_conditions_nested_without_end_are_refused_instead_of_followed():
    condition = {"team": True}
    for _level in range(500):
        condition = {"not": condition}

    assert "nested too deeply" in problems_of(condition)[0].what


def test_rules_that_cannot_be_compiled_are_named_with_all_their_problems():
    rules = [
        RuleSpec("good", 1, "", {"team": True}, (Act("flag"),)),
        RuleSpec("bad", 1, "", {"any": [{"words": ["none"]}, {"pattern": "(("}]}, (Act("flag"),)),
        RuleSpec("allows", 1, "", {"words": ["ok"]}, (Act("flag"),)),
    ]

    with pytest.raises(GrammarError) as caught:
        compile_rules(rules, [WordListSpec("ok", 1, ("fine",), allow=True)])

    assert [one.path for one in caught.value.problems] == ["bad: any[0].words", "bad: any[1].pattern", "allows: words"]
